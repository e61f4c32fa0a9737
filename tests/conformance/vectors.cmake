# The vectors of protocol/vectors with the C code under test: in the test's process, as an 8051
# image and as a Cortex-M image. The images are the test's, not a product's (port_mcs51.c).
# Every target runs the vectors of `common`. Those of `rules` drag the whole node behind them and run
# in the test's process and on the Cortex-M only; nonce and MAC as relay52.ihx computes them are
# judged by OpenSSL in tst_image51_l1.
set(VECTORS_DIR ${PROJECT_SOURCE_DIR}/protocol/vectors)
set(VECTORS_RUN ${PROJECT_SOURCE_DIR}/tests/conformance/vectors)
set(VECTORS_OUT ${PROJECT_BINARY_DIR}/vectors)
set(VECTORS_common crc16 length rtu-parse mbap-parse threshold interlock muldiv
  flow aes cmac)
set(VECTORS_rules cfg-validate key-area nonce mac result live-pack secured dialogue)
file(MAKE_DIRECTORY ${VECTORS_OUT}/mcs51 ${VECTORS_OUT}/cortexm)

foreach(part common rules)
  list(TRANSFORM VECTORS_${part} PREPEND ${VECTORS_DIR}/)
  list(TRANSFORM VECTORS_${part} APPEND .txt)
  string(REPLACE ";" " " names "${VECTORS_${part}}")
  add_custom_command(OUTPUT ${VECTORS_OUT}/${part}.c
    COMMAND ${CMAKE_COMMAND} -DNAME=vectors_${part} -DOUT=${VECTORS_OUT}/${part}.c -DFILES=${names}
      -P ${VECTORS_RUN}/text.cmake
    DEPENDS ${VECTORS_${part}} ${VECTORS_RUN}/text.cmake VERBATIM COMMENT "vectors: ${part}.c")
endforeach()

# Under test. mbap and reply_length are in no 8051 node image: here they are, so that every byte is
# judged on every target.
set(VECTORS_TESTED protocol/src/aes protocol/src/aes_sbox protocol/src/cmac protocol/src/crc16
 protocol/src/length protocol/src/mbap protocol/src/pack
  protocol/src/reply_length protocol/src/rtu firmware-shared/src/flow_law
  firmware-shared/src/interlock firmware-shared/src/limit firmware-shared/src/muldiv
  tests/conformance/vectors/runner tests/conformance/vectors/reader tests/conformance/vectors/kinds
  tests/conformance/vectors/kinds_cipher)
list(TRANSFORM VECTORS_TESTED PREPEND ${PROJECT_SOURCE_DIR}/)
list(TRANSFORM VECTORS_TESTED APPEND .c)
list(APPEND VECTORS_TESTED ${VECTORS_OUT}/common.c)
file(GLOB VECTORS_NODE CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/firmware-shared/src/*.c)
list(REMOVE_ITEM VECTORS_NODE ${VECTORS_TESTED})
list(APPEND VECTORS_NODE ${PROJECT_SOURCE_DIR}/firmware-shared/port/native/nvm.c
  ${PROJECT_SOURCE_DIR}/protocol/src/key_area.c
  ${VECTORS_RUN}/kinds_node.c ${VECTORS_RUN}/dialogue.c ${VECTORS_OUT}/rules.c)
set(VECTORS_INCLUDES -I${PROJECT_SOURCE_DIR}/protocol/include
  -I${PROJECT_SOURCE_DIR}/firmware-shared/include -I${PROJECT_SOURCE_DIR}/firmware-shared/src
  -I${VECTORS_RUN})

add_library(vectors_host STATIC ${VECTORS_RUN}/runner.c ${VECTORS_RUN}/reader.c
  ${VECTORS_RUN}/kinds.c ${VECTORS_RUN}/kinds_cipher.c ${VECTORS_RUN}/kinds_node.c
  ${VECTORS_RUN}/dialogue.c ${VECTORS_OUT}/common.c ${VECTORS_OUT}/rules.c)
target_include_directories(vectors_host PUBLIC ${VECTORS_RUN})
target_include_directories(vectors_host PRIVATE ${PROJECT_SOURCE_DIR}/firmware-shared/src)
target_compile_options(vectors_host PRIVATE -Wno-overlength-strings)
target_link_libraries(vectors_host PUBLIC fw msn PRIVATE firedamp_build)

# vectors_image(<folder> <suffix> <linked file> SOURCES ... COMPILE ... LINK ... DEPENDS ...
#   ROUTINES ... ROUTINE_FLAGS ...): the first source is the port, with main; those of ROUTINES get
# flags of their own.
function(vectors_image folder suffix linked)
  cmake_parse_arguments(ARG "" "" "SOURCES;COMPILE;LINK;DEPENDS;ROUTINES;ROUTINE_FLAGS"
    ${ARGN})
  list(APPEND ARG_SOURCES ${ARG_ROUTINES})
  set(objects)
  set(pairs)
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(name ${source} NAME_WE)
    list(APPEND objects ${VECTORS_OUT}/${folder}/${name}${suffix})
    list(APPEND pairs ${source} ${VECTORS_OUT}/${folder}/${name}${suffix})
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
      DEPENDS ${source} DEPFILE ${object}.d COMMENT "vectors ${folder}: ${source}"
      VERBATIM COMMAND_EXPAND_LISTS)
  endwhile()
  add_custom_command(OUTPUT ${linked} COMMAND ${ARG_LINK} ${objects} -o ${linked}
    DEPENDS ${objects} ${ARG_DEPENDS} COMMENT "vectors: ${linked}" VERBATIM COMMAND_EXPAND_LISTS)
  add_custom_target(vectors_${folder} DEPENDS ${linked})
  add_dependencies(tst_vectors vectors_${folder})
endfunction()

firedamp_test(tst_vectors_host LABELS fast LINKS vectors_host)
firedamp_test(tst_vectors LABELS emulator LINKS vectors_host mcs51)
if(FIREDAMP_SDCC)
  # Where the node images have a routine of the port's own, that file is judged.
  set(VECTORS_MCS51 ${VECTORS_TESTED})
  list(FILTER VECTORS_MCS51 EXCLUDE REGEX "src/(aes|crc16|muldiv)[.]c$")
  set(VECTORS_ROUTINES aes crc16 muldiv)
  list(TRANSFORM VECTORS_ROUTINES PREPEND ${PROJECT_SOURCE_DIR}/firmware-shared/port/mcs51/)
  list(TRANSFORM VECTORS_ROUTINES APPEND .c)
  vectors_image(mcs51 .rel ${VECTORS_OUT}/vectors.ihx
    SOURCES ${VECTORS_RUN}/port_mcs51.c ${VECTORS_RUN}/key_area_mcs51.c
      ${VECTORS_RUN}/routines_mcs51.c ${VECTORS_MCS51}
    COMPILE ${FIREDAMP_SDCC} -mmcs51 --std-c99 --model-large --Werror -DMSN_ROOMY
      -Wp,-include,routines_mcs51.h
    ROUTINES ${VECTORS_ROUTINES}
    ROUTINE_FLAGS -DVECTORS_OF_THE_PORT
    LINK ${FIREDAMP_SDCC} -mmcs51 --model-large --iram-size 256 --xram-size 65536
      --code-size 65536)
endif()
if(FIREDAMP_ARM_GCC)
  vectors_image(cortexm .o ${VECTORS_OUT}/vectors.elf
    SOURCES ${VECTORS_RUN}/port_cortexm.c ${VECTORS_TESTED} ${VECTORS_NODE}
    COMPILE ${FIREDAMP_ARM_GCC} -mcpu=cortex-m3 -mthumb -Os -std=c99 -Wall -Wextra -Wshadow
      -Wconversion -Wsign-conversion -Werror -ffreestanding -ffunction-sections
    LINK ${FIREDAMP_ARM_GCC} -mcpu=cortex-m3 -mthumb -nostartfiles -T ${VECTORS_RUN}/cortexm.ld
      -Wl,--gc-sections
    DEPENDS ${VECTORS_RUN}/cortexm.ld)
endif()
