# cmake -DMEM=image.mem -DCODE_END=0x1FD0 -P: prints the linker's account and fails when code ran
# into the provisioning block, which the linker does not notice.
file(READ ${MEM} account)
string(REGEX MATCH "ROM/EPROM/FLASH +0x[0-9a-f]+ +(0x[0-9a-f]+) +([0-9]+)" code "${account}")
set(last ${CMAKE_MATCH_1})
set(used ${CMAKE_MATCH_2})
string(REGEX MATCH "Stack starts at[^\n]*" stack "${account}")
string(REGEX MATCH "PAGED EXT. RAM +0x[0-9a-f]+ +0x[0-9a-f]+ +([0-9]+)" paged "${account}")
message("methane52: ${used} of 8192 bytes flash, ${CMAKE_MATCH_1} of 256 board RAM. ${stack}")
math(EXPR free "${CODE_END} - ${last} - 1")
if(NOT code OR free LESS 0)
  message(FATAL_ERROR "methane52: code ends at ${last}, in the provisioning block")
endif()
