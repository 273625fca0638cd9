/* A colour as a style sheet writes it, and how well one is read on another. */
#ifndef SAMTALE_DIRECTORY_COLOUR_H
#define SAMTALE_DIRECTORY_COLOUR_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Reads "#14595a" as 0x14595a. ERR_SYNTAX unless it is # and six hexadecimal digits. */
int colour_read(struct view text, uint32_t *ret_colour) MUST_CHECK;

/* The contrast ratio of two colours, 1 to 21, in either order (WCAG 2.2, "contrast ratio" and
 * "relative luminance"). */
double colour_contrast(uint32_t one, uint32_t other);

#endif
