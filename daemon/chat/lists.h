/* Lists of words: on the wire one item each, in the store one text with spaces between. */
#ifndef SAMTALE_CHAT_LISTS_H
#define SAMTALE_CHAT_LISTS_H

#include "protocol/frame.h"

/* Splits text at spaces into at most limit items, which borrow from it. */
void lists_split(const char *text, unsigned limit, struct frame_texts *ret_list);

/* Joins the items. ERR_RANGE: too long, or an item is no word of letters, digits, - and _. */
int lists_join(const struct frame_texts *list, char *out, size_t size) MUST_CHECK;

/* True when the text is a word as above, at least one character. */
bool lists_is_word(struct view text);

#endif
