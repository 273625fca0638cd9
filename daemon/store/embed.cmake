# cmake -DOUTPUT=file.c -DFILES=a.lua;b.lua -P embed.cmake
# Writes the files as one C table of names and texts. Run by the build only.
set(text "/* Generated from store/functions by store/embed.cmake. */\n")
string(APPEND text "#include \"store/internal/functions_embedded.h\"\n\n")
string(APPEND text "const struct store_function_source store_function_sources[] = {\n")
foreach(file IN LISTS FILES)
	get_filename_component(name "${file}" NAME_WE)
	file(READ "${file}" hex HEX)
	# As an array of characters the text needs no escaping and has no length limit; one line of it a row.
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
	string(REPLACE "x0a'," "x0a',\n\t" bytes "${bytes}")
	string(APPEND arrays "static const char source_${name}[] = {\n\t${bytes} 0};\n\n")
	string(APPEND rows "\t{\"${name}\", source_${name}},\n")
endforeach()
string(REPLACE "const struct store_function_source store" "${arrays}const struct store_function_source store"
	text "${text}")
string(APPEND text "${rows}\t{0, 0},\n};\n")
file(WRITE "${OUTPUT}" "${text}")
