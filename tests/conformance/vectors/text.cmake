# cmake -DNAME=text -DOUT=text.c -DKEEP=regex -DFILES="a.txt b.txt" -P text.cmake: the vectors that
# match, as one C string, without comments and without the spaces that people align with.
separate_arguments(FILES)
set(all)
foreach(file IN LISTS FILES)
  file(STRINGS ${file} lines)
  foreach(line IN LISTS lines)
    if(line MATCHES "^[^#]" AND line MATCHES "${KEEP}")
      string(REGEX REPLACE " +" " " line "${line}")
      string(APPEND all "\n  \"${line}\\n\"")
    endif()
  endforeach()
endforeach()
file(WRITE ${OUT} "/* made by text.cmake */\nextern const char ${NAME}[];\n"
  "const char ${NAME}[] =${all};\n")
