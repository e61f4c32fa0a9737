# The vectors of protocol/vectors with the C code under test: in the test's process, as 8051 images
# and as a Cortex-M image. The images are the test's, not a product's (port_mcs51.c).
# They are four texts: `common` needs no node; the others drag the whole node behind them and go by
# class, because an 8051 program has 64 KB for one.
set(VECTORS_DIR ${PROJECT_SOURCE_DIR}/protocol/vectors)
set(VECTORS_RUN ${PROJECT_SOURCE_DIR}/tests/conformance/vectors)
set(VECTORS_OUT ${PROJECT_BINARY_DIR}/vectors)
set(VECTORS_TEXTS common methane flow relay)
set(FILES_common crc16 length rtu-parse mbap-parse threshold interlock muldiv flow aes cmac)
foreach(class methane flow relay)
  set(FILES_${class} cfg-validate key-area nonce mac result live-pack secured dialogue)
endforeach()
set(KEEP_common ".")
set(KEEP_methane "class=1")
set(KEEP_flow "class=2")
set(KEEP_relay "class=[034]|[|] key=") # and those without a class, or of none that there is

foreach(text IN LISTS VECTORS_TEXTS)
  set(files ${FILES_${text}})
  list(TRANSFORM files PREPEND ${VECTORS_DIR}/)
  list(TRANSFORM files APPEND .txt)
  string(REPLACE ";" " " names "${files}")
  add_custom_command(OUTPUT ${VECTORS_OUT}/text_${text}.c
    COMMAND ${CMAKE_COMMAND} -DNAME=vectors_${text} -DOUT=${VECTORS_OUT}/text_${text}.c
      -DKEEP=${KEEP_${text}} -DFILES=${names} -P ${VECTORS_RUN}/text.cmake
    DEPENDS ${files} ${VECTORS_RUN}/text.cmake VERBATIM COMMENT "vectors: text_${text}.c")
endforeach()
list(TRANSFORM VECTORS_TEXTS PREPEND ${VECTORS_OUT}/text_ OUTPUT_VARIABLE VECTORS_TEXT_SOURCES)
list(TRANSFORM VECTORS_TEXT_SOURCES APPEND .c)

# sources(<list> <folder> <name>...)
function(sources out folder)
  list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/${folder}/)
  list(TRANSFORM ARGN APPEND .c)
  set(${out} ${${out}} ${ARGN} PARENT_SCOPE)
endfunction()
set(VECTORS_INCLUDES -I${PROJECT_SOURCE_DIR}/protocol/include
  -I${PROJECT_SOURCE_DIR}/firmware-shared/include -I${PROJECT_SOURCE_DIR}/firmware-shared/src
  -I${VECTORS_RUN})

add_library(vectors_host STATIC ${VECTORS_RUN}/runner.c ${VECTORS_RUN}/reader.c
  ${VECTORS_RUN}/kinds.c ${VECTORS_RUN}/kinds_cipher.c ${VECTORS_RUN}/kinds_node.c
  ${VECTORS_RUN}/dialogue.c ${VECTORS_RUN}/all.c ${VECTORS_TEXT_SOURCES})
target_include_directories(vectors_host PUBLIC ${VECTORS_RUN})
target_include_directories(vectors_host PRIVATE ${PROJECT_SOURCE_DIR}/firmware-shared/src)
target_compile_options(vectors_host PRIVATE -Wno-overlength-strings)
target_link_libraries(vectors_host PUBLIC fw msn PRIVATE firedamp_build)
add_executable(vectors_native ${VECTORS_RUN}/port_native.c)
target_link_libraries(vectors_native PRIVATE vectors_host firedamp_build)
set_target_properties(vectors_native PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${VECTORS_OUT})

# vectors_image(<name> <suffix of objects> <linked file> SOURCES ... COMPILE ... LINK ... DEPENDS ...
#   ROUTINES ... ROUTINE_FLAGS ...): the first source is the port, with main; those of ROUTINES get
# flags of their own.
function(vectors_image name suffix linked)
  cmake_parse_arguments(ARG "" "" "SOURCES;COMPILE;LINK;DEPENDS;ROUTINES;ROUTINE_FLAGS"
    ${ARGN})
  file(MAKE_DIRECTORY ${VECTORS_OUT}/${name})
  list(APPEND ARG_SOURCES ${ARG_ROUTINES})
  set(objects)
  set(pairs)
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(stem ${source} NAME_WE)
    list(APPEND objects ${VECTORS_OUT}/${name}/${stem}${suffix})
    list(APPEND pairs ${source} ${VECTORS_OUT}/${name}/${stem}${suffix})
  endforeach()
  while(pairs)
    list(POP_FRONT pairs source object)
    set(own)
    if(source IN_LIST ARG_ROUTINES)
      set(own ${ARG_ROUTINE_FLAGS})
    endif()
    add_custom_command(OUTPUT ${object}
      COMMAND ${ARG_COMPILE} ${own} ${VECTORS_INCLUDES} -Wp,-MMD,${object}.d,-MT,${object}
        -c ${source} -o ${object}
      DEPENDS ${source} DEPFILE ${object}.d COMMENT "vectors ${name}: ${source}"
      VERBATIM COMMAND_EXPAND_LISTS)
  endwhile()
  add_custom_command(OUTPUT ${linked} COMMAND ${ARG_LINK} ${objects} -o ${linked}
    DEPENDS ${objects} ${ARG_DEPENDS} COMMENT "vectors: ${linked}" VERBATIM COMMAND_EXPAND_LISTS)
  add_custom_target(vectors_${name} DEPENDS ${linked})
  add_dependencies(tst_vectors vectors_${name})
endfunction()

# vectors_mcs51(<text> <function of the kinds> FLAGS ... MODEL ... SOURCES ...). Where the node images
# have a routine of the port's own, that file is judged.
function(vectors_mcs51 text kinds)
  cmake_parse_arguments(ARG "" "" "FLAGS;MODEL;SOURCES" ${ARGN})
  set(routines)
  sources(routines firmware-shared/port/mcs51 aes crc16 muldiv)
  if(kinds STREQUAL vectors_node_kind)
    sources(routines protocol/src key_area)
  endif()
  vectors_image(mcs51_${text} .rel ${VECTORS_OUT}/${text}.ihx
    SOURCES ${VECTORS_RUN}/port_mcs51.c ${VECTORS_RUN}/routines_mcs51.c ${VECTORS_RUN}/runner.c
      ${VECTORS_RUN}/reader.c ${VECTORS_RUN}/kinds_cipher.c ${VECTORS_RUN}/key_area_mcs51.c
      ${VECTORS_OUT}/text_${text}.c ${ARG_SOURCES}
    COMPILE ${FIREDAMP_SDCC} -mmcs51 --std-c99 ${ARG_MODEL} --Werror ${ARG_FLAGS} -DMSN_ROOMY
      -DVECTORS_TEXT=vectors_${text} -DVECTORS_KINDS=${kinds} -Wp,-include,routines_mcs51.h
    ROUTINES ${routines}
    ROUTINE_FLAGS -DVECTORS_OF_THE_PORT
    LINK ${FIREDAMP_SDCC} -mmcs51 ${ARG_MODEL} --iram-size 256 --xram-size 65280
      --code-size 65280) # the last page is RAM for keys (routines_mcs51.c)
endfunction()

firedamp_test(tst_vectors_host LABELS fast LINKS vectors_host)
firedamp_test(tst_vectors LABELS emulator LINKS mcs51)
add_dependencies(tst_vectors vectors_native)

# mbap and reply_length are in no 8051 node image: here they are, so that every byte is judged.
set(VECTORS_TESTED)
sources(VECTORS_TESTED protocol/src aes_sbox cmac length mbap pack reply_length rtu)
sources(VECTORS_TESTED firmware-shared/src flow_law interlock limit)
set(VECTORS_NODE_SHARED)
sources(VECTORS_NODE_SHARED protocol/src aes_sbox cmac length pack rtu)
file(GLOB shared CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/firmware-shared/src/*.c)
# Without what one class has alone, the port's arithmetic and what no vector drives.
list(FILTER shared EXCLUDE REGEX
  "src/(methane|flow|flow_law|totals|switchgear|interlock|display|muldiv)[.]c$")
list(APPEND VECTORS_NODE_SHARED ${shared})
sources(VECTORS_NODE_SHARED firmware-shared/port/native nvm)
sources(VECTORS_NODE_SHARED tests/conformance/vectors kinds_node dialogue)

if(FIREDAMP_SDCC)
  vectors_mcs51(common vectors_pure_kind MODEL --model-large SOURCES ${VECTORS_RUN}/kinds.c
    ${VECTORS_TESTED})
  # On the stack, because what does not go into registers takes more than the directly addressed RAM
  # where functions do not share it. Dialogues need 192 of the stack's 207 bytes (reader.h).
  # The warnings: arguments and conditions of what a class has not.
  set(VECTORS_methane methane)
  set(VECTORS_flow flow flow_law totals)
  set(VECTORS_relay switchgear interlock)
  foreach(class methane flow relay)
    set(own)
    sources(own firmware-shared/src ${VECTORS_${class}})
    set(flags -DFW_WITH_METHANE=0 -DFW_WITH_FLOW=0 -DFW_WITH_RELAY=0)
    string(TOUPPER ${class} upper)
    string(REPLACE ${upper}=0 ${upper}=1 flags "${flags}")
    vectors_mcs51(${class} vectors_node_kind MODEL --model-large --stack-auto
      FLAGS ${flags} --disable-warning 85 --disable-warning 110 --disable-warning 126
      SOURCES ${VECTORS_NODE_SHARED} ${own})
  endforeach()
endif()
if(FIREDAMP_ARM_GCC)
  file(GLOB everything CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/firmware-shared/src/*.c)
  set(harness)
  sources(harness tests/conformance/vectors port_cortexm all runner reader kinds kinds_cipher)
  set(routines)
  sources(routines protocol/src aes crc16 key_area)
  list(APPEND everything ${harness} ${routines} ${VECTORS_TESTED} ${VECTORS_NODE_SHARED}
    ${VECTORS_TEXT_SOURCES})
  list(REMOVE_DUPLICATES everything)
  vectors_image(cortexm .o ${VECTORS_OUT}/vectors.elf
    SOURCES ${everything}
    COMPILE ${FIREDAMP_ARM_GCC} -mcpu=cortex-m3 -mthumb -Os -std=c99 -Wall -Wextra -Wshadow
      -Wconversion -Wsign-conversion -Werror -ffreestanding -ffunction-sections
    LINK ${FIREDAMP_ARM_GCC} -mcpu=cortex-m3 -mthumb -nostartfiles -T ${VECTORS_RUN}/cortexm.ld
      -Wl,--gc-sections
    DEPENDS ${VECTORS_RUN}/cortexm.ld)
endif()
