/* From lists to texts and back. */
#include "chat/lists.h"

#include <string.h>

void lists_split(const char *text, unsigned limit, struct frame_texts *ret_list)
{
	ret_list->count = 0;
	for (const char *at = text; *at != '\0' && ret_list->count < limit;) {
		size_t length = strcspn(at, " ");
		if (length > 0) {
			ret_list->item[ret_list->count++] = (struct view){(const uint8_t *)at, length};
		}
		at += length + (at[length] == ' ' ? 1 : 0);
	}
}

static bool is_word_byte(uint8_t byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		(byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

bool lists_is_word(struct view text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!is_word_byte(text.data[i])) {
			return false;
		}
	}
	return text.len > 0;
}

int lists_join(const struct frame_texts *list, char *out, size_t size)
{
	size_t at = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		struct view item = list->item[i];
		size_t gap = at > 0 ? 1 : 0;
		if (!lists_is_word(item) || at + gap + item.len + 1 > size) {
			return ERR_RANGE;
		}
		if (gap > 0) {
			out[at++] = ' ';
		}
		memcpy(out + at, item.data, item.len);
		at += item.len;
	}
	out[at] = '\0';
	return 0;
}
