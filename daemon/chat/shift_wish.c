/* From SHIFT to bits, from bits to text and back. */
#include "chat/shift_wish.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chat/lists.h"

static bool is_listed(const struct frame_texts *list, const char *word)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (view_is(list->item[i], word)) {
			return true;
		}
	}
	return false;
}

/* The bits of the topics in the list; how many of them there are. */
static uint32_t bits_of(const struct directory *directory, const struct frame_texts *list,
	uint32_t *ret_known)
{
	uint32_t bits = 0;
	const struct topic *topic;
	*ret_known = 0;
	for (size_t i = 0; (topic = directory_topic_at(directory, i)) != NULL && i < LIMIT_TOPICS;
		 i++) {
		if (is_listed(list, topic->id)) {
			bits |= UINT32_C(1) << i;
			(*ret_known)++;
		}
	}
	return bits;
}

int shift_wish_read(const struct directory *directory, const struct frame_shift *shift,
	struct shift_wish *wish)
{
	const struct frame_texts for_all = {.count = 1, .item = {view_text(TOPIC_FOR_ALL)}};
	struct shift_wish read = *wish;
	uint32_t known = 0, one = 0;
	read.topics = bits_of(directory, &shift->topics, &known);
	if (known != shift->topics.count || shift->capacity == 0 ||
		lists_join(&shift->languages, read.languages, sizeof read.languages) != 0) {
		return ERR_RANGE;
	}
	read.topics |= bits_of(directory, &for_all, &one);
	read.capacity = (unsigned)shift->capacity;
	read.scope = (unsigned)shift->scope;
	*wish = read;
	return 0;
}

int shift_wish_topics(const struct directory *directory, uint32_t topics, char *out, size_t size)
{
	struct frame_texts list = {0};
	const struct topic *topic;
	for (size_t i = 0; (topic = directory_topic_at(directory, i)) != NULL && i < LIMIT_TOPICS;
		 i++) {
		if ((topics & UINT32_C(1) << i) != 0) {
			list.item[list.count++] = view_text(topic->id);
		}
	}
	return lists_join(&list, out, size);
}

int shift_wish_to_text(const struct directory *directory, const struct shift_wish *wish, char *out,
	size_t size)
{
	char topics[SHIFT_TOPICS_MAX];
	if (wish->capacity == 0) {
		out[0] = '\0';
		return 0;
	}
	int err = shift_wish_topics(directory, wish->topics, topics, sizeof topics);
	if (err != 0) {
		return err;
	}
	int length = snprintf(out, size, "%u,%u,%" PRIu64 ",%" PRIu64 ",%s,%s", wish->capacity,
		wish->scope, wish->closes_ms, wish->extended_ms, wish->languages, topics);
	return length < 0 || (size_t)length >= size ? ERR_RANGE : 0;
}

/* A whole number up to a comma; moves *text behind that. */
static bool take_number(const char **text, uint64_t *ret_number)
{
	char *end;
	if (**text < '0' || **text > '9') {
		return false;
	}
	*ret_number = strtoull(*text, &end, 10);
	*text = end + 1;
	return *end == ',';
}

void shift_wish_from_text(const struct directory *directory, const char *text,
	struct shift_wish *ret_wish)
{
	struct shift_wish wish = {0};
	struct frame_texts topics;
	uint64_t capacity;
	uint64_t scope;
	uint32_t known = 0;
	*ret_wish = (struct shift_wish){0};
	if (!take_number(&text, &capacity) || !take_number(&text, &scope) ||
		!take_number(&text, &wish.closes_ms) || !take_number(&text, &wish.extended_ms)) {
		return;
	}
	const char *comma = strchr(text, ',');
	if (comma == NULL || comma - text >= SHIFT_LANGUAGES_MAX) {
		return;
	}
	wish.capacity = (unsigned)capacity;
	wish.scope = (unsigned)scope;
	memcpy(wish.languages, text, (size_t)(comma - text));
	lists_split(comma + 1, LIMIT_TOPICS, &topics);
	wish.topics = bits_of(directory, &topics, &known);
	*ret_wish = wish;
}
