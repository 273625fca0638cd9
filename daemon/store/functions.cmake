# Puts store/functions/*.lua into the library `store` as C strings, in the order of their names; the table is
# declared in store/internal/functions_embedded.h. A changed or a new file is seen at the next build.
file(GLOB function_files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/store/functions/*.lua")
list(SORT function_files)
set(functions_c "${CMAKE_BINARY_DIR}/generated/functions_embedded.c")
add_custom_command(
	OUTPUT "${functions_c}"
	COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${functions_c}" "-DFILES=${function_files}"
		-P "${CMAKE_CURRENT_SOURCE_DIR}/store/embed.cmake"
	DEPENDS ${function_files} "${CMAKE_CURRENT_SOURCE_DIR}/store/embed.cmake"
	COMMENT "Embedding the Redis functions"
	VERBATIM)
get_target_property(store_type store TYPE)
if(store_type STREQUAL "STATIC_LIBRARY")
	target_sources(store PRIVATE "${functions_c}")
endif()
