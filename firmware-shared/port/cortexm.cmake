# methane_cm3.elf: all three classes, chosen by provisioning (cortexm/board.h). The linker script
# holds the budget: flash below the provisioning block, 64 KiB of RAM with room for the stack.
find_program(FIREDAMP_ARM_GCC arm-none-eabi-gcc)
find_program(FIREDAMP_ARM_SIZE arm-none-eabi-size)
if(NOT FIREDAMP_ARM_GCC OR NOT FIREDAMP_ARM_SIZE)
  message(STATUS "Firmware: no arm-none-eabi-gcc, so no methane_cm3.elf")
  return()
endif()

set(CM3_DIR ${CMAKE_CURRENT_SOURCE_DIR}/cortexm)
set(CM3_FLAGS -mcpu=cortex-m3 -mthumb -Os -g -std=c99 -Wall -Wextra -Wpedantic -Wshadow
  -Wconversion -Wsign-conversion -Werror -ffreestanding -ffunction-sections
  -fdata-sections -fno-tree-loop-distribute-patterns
  -I${CM3_DIR})
set(CM3_NODE band32 banks boots class command config events flow flow_law functions interlock limit
  methane muldiv node proof registers relays server staged supervision switchgear totals)
list(TRANSFORM CM3_NODE PREPEND ${SHARED_DIR}/src/)
list(TRANSFORM CM3_NODE APPEND .c)
compiled(CM3_OBJECTS methane_cm3 ${FIREDAMP_ARM_GCC} "${CM3_FLAGS}" .o ${CM3_NODE} ${WIRE_SOURCES}
  ${WIRE_DIR}/src/aes.c ${WIRE_DIR}/src/aes_sbox.c ${WIRE_DIR}/src/cmac.c
  ${CM3_DIR}/main.c ${CM3_DIR}/expander.c ${CM3_DIR}/sensor_line.c ${CM3_DIR}/startup.c
  ${CMAKE_CURRENT_SOURCE_DIR}/native/nvm.c)

set(CM3_ELF ${IMAGE_DIR}/methane_cm3.elf)
add_custom_command(OUTPUT ${CM3_ELF}
  COMMAND ${FIREDAMP_ARM_GCC} -mcpu=cortex-m3 -mthumb -nostdlib -T ${CM3_DIR}/mps2.ld
    -Wl,--gc-sections -Wl,--fatal-warnings -Wl,--print-memory-usage ${CM3_OBJECTS} -lgcc
    -o ${CM3_ELF}
  DEPENDS ${CM3_OBJECTS} ${CM3_DIR}/mps2.ld COMMENT "methane_cm3.elf" VERBATIM)
add_custom_target(methane_cm3 DEPENDS ${CM3_ELF})
add_dependencies(firmware_images methane_cm3)
set_property(TARGET methane_cm3 PROPERTY OBJECTS_OF_IMAGE ${CM3_OBJECTS}) # for tests/bench
