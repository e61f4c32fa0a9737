# The images of the 8051 boards (mcs51/board.h): each one class of node, chosen by a macro, with its
# own objects. The linker fails beyond flash and internal RAM; no board has external RAM. <name>.budget.txt
# beside each image says what every module takes.
find_program(FIREDAMP_SDCC sdcc)
find_program(FIREDAMP_SDAS sdas8051)
find_package(Python3 COMPONENTS Interpreter QUIET)
if(NOT FIREDAMP_SDCC OR NOT FIREDAMP_SDAS OR NOT Python3_FOUND)
  message(STATUS "Firmware: no sdcc or no python3, so no 8051 images")
  return()
endif()
# Makes the whole program smaller between compiler and linker.
set(SQUEEZE_DIR ${CMAKE_CURRENT_SOURCE_DIR}/squeeze51)
file(GLOB SQUEEZE_FILES CONFIGURE_DEPENDS ${SQUEEZE_DIR}/*.py)

set(S52_DIR ${CMAKE_CURRENT_SOURCE_DIR}/mcs51)
# The CRC is the port's own.
set(WIRE51_SOURCES ${WIRE_SOURCES})
list(FILTER WIRE51_SOURCES EXCLUDE REGEX crc16)
set(S52_CORE config events node registers server)

# image51(<name> CODE <bytes of flash> END <start of its blocks> RAM <bytes> STACK <bytes>
#         FLAGS <-D...> SOURCES <shared modules>... WIRE <of protocol/>... FILES <port files>...)
function(image51 name)
  cmake_parse_arguments(ARG "" "CODE;END;RAM;STACK" "FLAGS;SOURCES;WIRE;FILES" ${ARGN})
  # Every source sees one_node.h first; warnings are errors here too. What moves out of a loop
  # takes more bytes than it saves.
  set(flags -mmcs51 --std-c99 --opt-code-size --noinvariant --noinduction --Werror --disable-warning 126 ${ARG_FLAGS} -I${S52_DIR}
    -Wp,-include,one_node.h) # 126: code for what a class has not
  set(sources ${S52_CORE} ${ARG_SOURCES})
  list(TRANSFORM sources PREPEND ${SHARED_DIR}/src/)
  list(TRANSFORM sources APPEND .c)
  list(TRANSFORM ARG_FILES PREPEND ${S52_DIR}/)
  list(TRANSFORM ARG_WIRE PREPEND ${WIRE_DIR}/src/)
  list(TRANSFORM ARG_WIRE APPEND .c)
  compiled(objects ${name} ${FIREDAMP_SDCC} "${flags}" .rel ${ARG_FILES} ${sources}
    ${WIRE51_SOURCES} ${ARG_WIRE})
  set(ihx ${IMAGE_DIR}/${name}.ihx)
  string(REPLACE ".rel" ".asm" assembly "${objects}") # sdcc leaves it beside the object
  add_custom_command(OUTPUT ${ihx}
    COMMAND ${Python3_EXECUTABLE} -B ${SQUEEZE_DIR}/squeeze51.py --out ${ihx}
      --work ${IMAGE_DIR}/${name}.dir/squeezed --assembler ${FIREDAMP_SDAS}
      --compiler ${FIREDAMP_SDCC} --code ${ARG_CODE} --ram ${ARG_RAM} --stack ${ARG_STACK}
      --name _fw_node_step_ ${assembly}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DDIR=${IMAGE_DIR} -DCODE_END=${ARG_END}
      -DFLASH=${ARG_CODE} -DRAM=${ARG_RAM} -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/mcs51_budget.cmake
    DEPENDS ${objects} ${SQUEEZE_FILES} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/mcs51_budget.cmake
    COMMENT "${name}.ihx" VERBATIM)
  add_custom_target(${name} DEPENDS ${ihx})
  add_dependencies(firmware_images ${name})
  # The same program as sdcc alone makes it, for the test that compares the two. It needs not fit.
  # Where no module's data is whole in directly addressed RAM, the tool links it, datum by datum.
  set(plain ${IMAGE_DIR}/${name}.dir/plain/${name}.ihx)
  file(MAKE_DIRECTORY ${IMAGE_DIR}/${name}.dir/plain)
  set(link ${FIREDAMP_SDCC} -mmcs51 --iram-size 256 --xram-size 0 --code-size 16384
    --stack-size 26 ${objects} -o ${plain})
  if(ARG_RAM EQUAL 128)
    set(link ${Python3_EXECUTABLE} -B ${SQUEEZE_DIR}/squeeze51.py --plain --out ${plain}
      --work ${IMAGE_DIR}/${name}.dir/plain --assembler ${FIREDAMP_SDAS}
      --compiler ${FIREDAMP_SDCC} --code 16384 --ram 256 --stack 64 ${assembly})
  endif()
  add_custom_command(OUTPUT ${plain} COMMAND ${link}
    DEPENDS ${objects} ${SQUEEZE_FILES} COMMENT "${name}.ihx, not squeezed" VERBATIM)
  add_custom_target(${name}_plain DEPENDS ${plain})
endfunction()

set(METHANE -DFW_WITH_METHANE=1 -DFW_WITH_FLOW=0 -DFW_WITH_RELAY=0)
image51(methane52 CODE 8192 END 0x1F10 RAM 256 STACK 36 FLAGS ${METHANE} -DFW_WITH_MAC=1
    -DFW_COUNTS_BOOTS=1
  SOURCES boots command relays supervision limit methane proof functions WIRE aes_sbox cmac
  FILES main.c crc16.c aes.c i2c.c nvm.c)
set(RELAY -DFW_WITH_METHANE=0 -DFW_WITH_FLOW=0 -DFW_WITH_RELAY=1)
image51(relay52 CODE 8192 END 0x1F10 RAM 256 STACK 34 FLAGS ${RELAY} -DFW_WITH_MAC=1
    -DFW_COUNTS_BOOTS=1 -DFW_STAGES=1
  SOURCES banks boots command relays supervision interlock switchgear proof functions WIRE aes_sbox cmac
  FILES main.c crc16.c aes.c relay_class.c i2c.c nvm.c staged.c)
# 4 KB and 128 bytes: what of a relay node goes in there (fw/classes.h, MSN_TINY).
image51(relay51 CODE 4096 END 0x0FD0 RAM 128 STACK 16 FLAGS ${RELAY} -DFW_WITH_MAC=0 -DMSN_TINY=1
  SOURCES command relays supervision interlock switchgear
  FILES main.c crc16.c relay_class.c live51.c)
set(FLOW -DFW_WITH_METHANE=0 -DFW_WITH_FLOW=1 -DFW_WITH_RELAY=0 -DFW_WITH_RELAYS=0)
image51(flow52 CODE 8192 END 0x1F10 RAM 256 STACK 26 FLAGS ${FLOW} -DFW_WITH_MAC=1
    -DMSN_EVENT_DEPTH=2
  SOURCES command flow flow_law totals display proof functions WIRE aes_sbox cmac
  FILES main.c crc16.c aes.c flow_inputs.c muldiv.c lcd.c i2c.c nvm.c)
