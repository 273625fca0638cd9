/* Two rows of the code a line: the upper half block in the colour of the upper row, on the ground of the lower. The only file
 * with libqrencode. */
#include "code.h"

#include <stdbool.h>

#include <qrencode.h>

enum { QUIET = 4 }; /* modules of light around it */

static bool is_dark(const QRcode *code, int x, int y)
{
	bool inside = x >= 0 && y >= 0 && x < code->width && y < code->width;
	return inside && (code->data[y * code->width + x] & 1) != 0;
}

void code_draw(FILE *out, const char *text)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
	if (!code) {
		return;
	}
	for (int y = -QUIET; y < code->width + QUIET; y += 2) {
		for (int x = -QUIET; x < code->width + QUIET; x++) {
			int upper = is_dark(code, x, y) ? 30 : 97, lower = is_dark(code, x, y + 1) ? 40 : 107;
			fprintf(out, "\033[%d;%dm\u2580", upper, lower);
		}
		fputs("\033[0m\n", out);
	}
	QRcode_free(code);
}
