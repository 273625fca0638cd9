/* The formula of WCAG 2.2 with the threshold of the sRGB standard, 0.04045; the 0.03928 of older
 * texts gives the same for every colour of eight bits a channel. */
#include "directory/colour.h"

#include <math.h>

#include "base/ident.h"

enum { CHANNELS = 3, CHANNEL_MAX = 255 };

int colour_read(struct view text, uint32_t *ret_colour)
{
	uint8_t channels[CHANNELS];
	if (text.len != 1 + 2 * CHANNELS || text.data[0] != '#') {
		return ERR_SYNTAX;
	}
	int err = ident_from_hex((struct view){text.data + 1, text.len - 1}, channels, CHANNELS);
	if (err == 0) {
		*ret_colour =
			(uint32_t)channels[0] << 16 | (uint32_t)channels[1] << 8 | (uint32_t)channels[2];
	}
	return err;
}

/* The light that a channel gives, 0 to 1. */
static double linear(uint32_t colour, unsigned shift)
{
	double value = (double)(colour >> shift & CHANNEL_MAX) / CHANNEL_MAX;
	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour)
{
	return 0.2126 * linear(colour, 16) + 0.7152 * linear(colour, 8) + 0.0722 * linear(colour, 0);
}

double colour_contrast(uint32_t one, uint32_t other)
{
	double a = luminance(one), b = luminance(other);
	return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}
