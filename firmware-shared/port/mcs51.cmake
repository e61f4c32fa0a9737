# methane52.ihx for the AT89S52 board (mcs51/board.h). Budgets fail the link: 8 KiB of flash less
# the provisioning block, 256 bytes of internal RAM with 40 for the stack, 256 bytes of board RAM.
find_program(FIREDAMP_SDCC sdcc)
if(NOT FIREDAMP_SDCC)
  message(STATUS "Firmware: no sdcc, so no methane52.ihx")
  return()
endif()

set(S52_DIR ${CMAKE_CURRENT_SOURCE_DIR}/mcs51)
# Every source sees one_node.h first; warnings are errors here too.
set(S52_FLAGS -mmcs51 --std-c99 --opt-code-size --Werror -DFW_WITH_FLOW=0 -DFW_WITH_RELAY=0
  -I${S52_DIR} -Wp,-include,one_node.h)
set(S52_NODE command config events limit methane node registers relays server supervision)
list(TRANSFORM S52_NODE PREPEND ${SHARED_DIR}/src/)
list(TRANSFORM S52_NODE APPEND .c)
compiled(S52_OBJECTS methane52 ${FIREDAMP_SDCC} "${S52_FLAGS}" .rel ${S52_DIR}/main.c ${S52_NODE}
  ${WIRE_SOURCES})

# PSEG lies at 0xFF01 because the start-up code writes its page to P2 while it clears the RAM: any
# other page would energise the relays (P2.0 and P2.1 are low-active).
set(S52_IHX ${IMAGE_DIR}/methane52.ihx)
add_custom_command(OUTPUT ${S52_IHX}
  COMMAND ${FIREDAMP_SDCC} -mmcs51 --iram-size 256 --xram-size 256 --code-size 8192 --stack-size 40
    -Wl-bPSEG=0xFF01 ${S52_OBJECTS} -o ${S52_IHX}
  COMMAND ${CMAKE_COMMAND} -DMEM=${IMAGE_DIR}/methane52.mem -DCODE_END=0x1FD0
    -P ${CMAKE_CURRENT_SOURCE_DIR}/mcs51_budget.cmake
  DEPENDS ${S52_OBJECTS} ${CMAKE_CURRENT_SOURCE_DIR}/mcs51_budget.cmake
  COMMENT "methane52.ihx" VERBATIM)
add_custom_target(methane52 DEPENDS ${S52_IHX})
# add_dependencies(firmware_images methane52): being made to fit the chip
