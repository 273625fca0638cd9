/* Small pieces of a page; the sections are in figures_html.c and figures_more.c. */
#include "api/figures_draw.h"

#include <inttypes.h>
#include <stdio.h>

enum { TENTHS = 10, PER_CENT = 100, MINUTE_S = 60, NARROW_COLUMNS = 4 };

void draw_raw(struct drawing *drawing, const char *html)
{
	html_raw(&drawing->say.html, html);
}

void draw_text(struct drawing *drawing, const char *text)
{
	html_text(&drawing->say.html, text);
}

void draw_said(struct drawing *drawing, const char *before, const char *key, const char *after)
{
	draw_raw(drawing, before);
	say_key(&drawing->say, key);
	draw_raw(drawing, after);
}

void draw_tenths(const struct drawing *drawing, int64_t tenths, char out[DRAW_NUMBER_SIZE])
{
	const char *sign = drawing->say.language == LANGUAGE_EN ? "." : ",";
	int len = snprintf(out, DRAW_NUMBER_SIZE, "%" PRId64, tenths / TENTHS);
	if (tenths % TENTHS != 0) {
		snprintf(out + len, (size_t)(DRAW_NUMBER_SIZE - len), "%s%" PRId64, sign, tenths % TENTHS);
	}
}

static void draw_hidden(struct drawing *drawing)
{
	draw_said(drawing,
		"<span class=\"hid\" aria-hidden=\"true\">··</span><span class=\"ds-sr-only\">",
		"rep.hidden", "</span>");
}

void draw_cell(struct drawing *drawing, struct doc_cell cell)
{
	char number[DRAW_NUMBER_SIZE];
	draw_raw(drawing, "<td class=\"n\">");
	if (cell.hidden) {
		draw_hidden(drawing);
	} else {
		snprintf(number, sizeof(number), "%" PRId64, cell.number);
		draw_text(drawing, number);
	}
	draw_raw(drawing, "</td>");
}

void draw_share(struct drawing *drawing, struct doc_cell part, struct doc_cell whole)
{
	char number[DRAW_NUMBER_SIZE];
	draw_raw(drawing, "<td class=\"n\">");
	if (part.hidden || whole.hidden || whole.number == 0) {
		draw_hidden(drawing);
	} else {
		snprintf(number, sizeof(number), "%" PRId64,
			(part.number * PER_CENT + whole.number / 2) / whole.number);
		say_one(&drawing->say, "rep.percent", "n", number);
	}
	draw_raw(drawing, "</td>");
}

void draw_minutes(struct drawing *drawing, struct doc_cell seconds)
{
	enum { LAST_BOUND_MIN = 60 };
	char number[DRAW_NUMBER_SIZE];
	draw_raw(drawing, "<td class=\"n\">");
	if (seconds.hidden) {
		draw_hidden(drawing);
	} else if (seconds.more) {
		snprintf(number, sizeof(number), "%d", LAST_BOUND_MIN);
		say_one(&drawing->say, "rep.over", "n", number);
	} else {
		draw_tenths(drawing, (seconds.number * TENTHS + MINUTE_S / 2) / MINUTE_S, number);
		draw_text(drawing, number);
	}
	draw_raw(drawing, "</td>");
}

void draw_wide(struct drawing *drawing, const char *name)
{
	draw_raw(drawing, "<div class=\"wide-table\" tabindex=\"0\" role=\"region\" aria-label=\"");
	draw_text(drawing, texts_get(drawing->say.texts, drawing->say.language, name, NULL));
	draw_raw(drawing, "\">");
}

void draw_table(struct drawing *drawing, const char *heading, const char *const *columns)
{
	draw_raw(drawing, "<section>");
	if (heading) {
		draw_said(drawing, "<h2>", heading, "</h2>");
	}
	size_t count = 0;
	while (columns[count]) {
		count++;
	}
	if (count > NARROW_COLUMNS && heading) {
		draw_wide(drawing, heading);
	} else {
		draw_raw(drawing, "<div>");
	}
	draw_raw(drawing, "<table class=\"plain\"><thead><tr>");
	for (size_t i = 0; columns[i]; i++) {
		draw_said(drawing, i == 0 ? "<th scope=\"col\">" : "<th class=\"n\" scope=\"col\">",
			columns[i], "</th>");
	}
	draw_raw(drawing, "</tr></thead><tbody>");
}

void draw_row(struct drawing *drawing, const char *name)
{
	draw_raw(drawing, "<tr><th scope=\"row\">");
	draw_text(drawing, name);
	draw_raw(drawing, "</th>");
}

void draw_row_said(struct drawing *drawing, const char *key)
{
	draw_said(drawing, "<tr><th scope=\"row\">", key, "</th>");
}

void draw_row_end(struct drawing *drawing)
{
	draw_raw(drawing, "</tr>");
}

void draw_table_end(struct drawing *drawing)
{
	draw_raw(drawing, "</tbody></table></div></section>");
}
