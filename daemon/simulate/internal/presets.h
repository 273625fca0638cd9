/* config/simulate/<name>.conf, put into the library by the build. */
#ifndef SAMTALE_SIMULATE_PRESETS_H
#define SAMTALE_SIMULATE_PRESETS_H

struct preset_embedded {
	const char *name, *text;
};

/* One a file, in the order of their names; name NULL behind the last. */
extern const struct preset_embedded presets_embedded[];

#endif
