# Beside what every floor has: puts config/simulate/*.conf into the library `simulate`, so that a preset is found wherever the tool runs; the
# table is declared in simulate/internal/presets.h.
file(GLOB preset_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/config/simulate/*.conf")
list(SORT preset_files)
set(presets_c "${CMAKE_BINARY_DIR}/generated/presets_embedded.c")
add_custom_command(
	OUTPUT "${presets_c}"
	COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${presets_c}" "-DFILES=${preset_files}"
		-P "${CMAKE_CURRENT_SOURCE_DIR}/simulate/embed.cmake"
	DEPENDS ${preset_files} "${CMAKE_CURRENT_SOURCE_DIR}/simulate/embed.cmake"
	COMMENT "Embedding the presets of the simulator"
	VERBATIM)
target_sources(simulate PRIVATE "${presets_c}")
target_link_libraries(simulate PUBLIC m)

# Millions of events a run: without optimising, a preset takes minutes in the builds that tests use.
target_compile_options(simulate PRIVATE -O2)
