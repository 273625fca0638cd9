/* A text as a picture for the camera of a phone, in half blocks of a terminal. */
#ifndef SAMTALE_CTL_CODE_H
#define SAMTALE_CTL_CODE_H

#include <stdio.h>

/* Draws it dark on light, whatever the colours of the terminal are. Nothing without memory, or when the text is too long. */
void code_draw(FILE *out, const char *text);

#endif
