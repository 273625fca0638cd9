/* The bundle as JSON. */
#include "signer/bundle.h"

#include <jansson.h>

#include "base/ident.h"
#include "signer/key_file.h"

static int read_root(const json_t *item, uint8_t ret_point[SEAL_POINT_LEN])
{
	const char *hex = json_string_value(item);
	return hex != NULL ? key_file_point_read(view_text(hex), ret_point) : ERR_SYNTAX;
}

static int read_members(const json_t *object, struct bundle *bundle)
{
	const json_t *roots = json_object_get(object, "roots");
	const json_t *serial = json_object_get(object, "min_serial");
	size_t count = json_array_size(roots);
	json_int_t number = json_integer_value(serial);
	if (json_object_size(object) != 2 || count < 1 || count > SEAL_ROOTS_MAX ||
		!json_is_integer(serial) || number < 0 || number > UINT32_MAX) {
		return ERR_SYNTAX;
	}
	for (size_t i = 0; i < count; i++) {
		if (read_root(json_array_get(roots, i), bundle->roots[i]) != 0) {
			return ERR_SYNTAX;
		}
	}
	bundle->root_count = (uint8_t)count;
	bundle->min_serial = (uint32_t)number;
	return 0;
}

int bundle_read(struct view text, struct bundle *ret_bundle)
{
	struct bundle bundle = {0};
	json_t *object = json_loadb((const char *)text.data, text.len, JSON_REJECT_DUPLICATES, NULL);
	int err = json_is_object(object) ? read_members(object, &bundle) : ERR_SYNTAX;
	json_decref(object);
	if (err == 0) {
		*ret_bundle = bundle;
	}
	return err;
}

int bundle_write(const struct bundle *bundle, struct buf *out)
{
	int err = buf_text(out, "{\"roots\":[");
	for (uint8_t i = 0; err == 0 && i < bundle->root_count; i++) {
		char hex[KEY_POINT_HEX];
		ident_hex(bundle->roots[i], SEAL_POINT_LEN, hex);
		err = buf_printf(out, "%s\"%s\"", i > 0 ? "," : "", hex);
	}
	return err == 0 ? buf_printf(out, "],\"min_serial\":%u}\n", bundle->min_serial) : err;
}
