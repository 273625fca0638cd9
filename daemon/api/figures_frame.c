/* Names of steps and pools, the bar above a page of figures, the links below it. */
#include "api/figures_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 64, ADDRESS_SIZE = 120 };

struct drawing figures_begin(const struct api *api, const struct figures_sheet *sheet,
	enum language language, struct buf *out)
{
	return (
		struct drawing){.say = {.html = {.out = out}, .texts = api->texts, .language = language},
		.api = api,
		.sheet = sheet};
}

const char *figures_kind(const char *step)
{
	return strlen(step) == 4 ? "year" : step[5] == 'Q' ? "quarter" : "month";
}

void figures_beside_find(const char *step, const char *const *steps, size_t count,
	struct figures_beside *ret_beside)
{
	*ret_beside = (struct figures_beside){"", ""};
	for (size_t i = 0; i < count; i++) {
		int order = strcmp(steps[i], step);
		if (strcmp(figures_kind(steps[i]), figures_kind(step)) != 0) {
			continue;
		}
		if (order < 0) { /* the last of those before, the first of those after */
			snprintf(ret_beside->before, FIGURES_STEP_SIZE, "%s", steps[i]);
		} else if (order > 0 && !*ret_beside->after) {
			snprintf(ret_beside->after, FIGURES_STEP_SIZE, "%s", steps[i]);
		}
	}
}

void figures_step_words(const struct texts *texts, enum language language, const char *step,
	char out[FIGURES_TITLE_SIZE])
{
	char year[8], key[KEY_SIZE];
	snprintf(year, sizeof(year), "%.4s", step);
	const char *kind = figures_kind(step);
	if (*kind == 'y') {
		snprintf(out, FIGURES_TITLE_SIZE, "%s", year);
	} else if (*kind == 'q') {
		const struct text_value values[] = {{"n", step + 6}, {"year", year}};
		texts_fill(texts_get(texts, language, "rep.quarter", NULL), values, 2, out,
			FIGURES_TITLE_SIZE);
	} else {
		snprintf(key, sizeof(key), "common.month.%ld", strtol(step + 5, NULL, 10));
		snprintf(out, FIGURES_TITLE_SIZE, "%s %s", texts_get(texts, language, key, NULL), year);
	}
}

void figures_pool_words(const struct texts *texts, enum language language, const struct pool *pool,
	char out[FIGURES_TITLE_SIZE])
{
	const struct text_value name = {"name", words_in(&pool->name, language)};
	texts_fill(texts_get(texts, language, "rep.pool", NULL), &name, 1, out, FIGURES_TITLE_SIZE);
}

void figures_title(const struct api *api, const struct figures_sheet *sheet,
	char out[FIGURES_TITLE_SIZE])
{
	char pool[FIGURES_TITLE_SIZE], step[FIGURES_TITLE_SIZE];
	figures_pool_words(api->texts, sheet->language, sheet->pool, pool);
	figures_step_words(api->texts, sheet->language, sheet->step, step);
	const struct text_value values[] = {{"pool", pool}, {"step", step}};
	texts_fill(texts_get(api->texts, sheet->language, "rep.title", NULL), values, 2, out,
		FIGURES_TITLE_SIZE);
}

static void draw_link(struct drawing *drawing, const char *address, const char *key)
{
	draw_raw(drawing, "<a class=\"ds-button small\" data-variant=\"secondary\" href=\"");
	draw_text(drawing, address);
	draw_said(drawing, "\">", key, "</a>");
}

/* A link to the step beside this one, by its name: "← september 2026". */
static void draw_beside(struct drawing *drawing, const char *step, bool before)
{
	char address[ADDRESS_SIZE], words[FIGURES_TITLE_SIZE];
	if (!*step) {
		return;
	}
	snprintf(address, sizeof(address),
		"<a class=\"ds-button small\" data-variant=\"tertiary\" rel=\"%s\" "
		"href=\"/figures/%s/%s?lang=%s\">",
		before ? "prev" : "next", drawing->sheet->pool->id, step,
		language_code(drawing->say.language));
	figures_step_words(drawing->say.texts, drawing->say.language, step, words);
	draw_raw(drawing, address);
	draw_raw(drawing, before ? "<span aria-hidden=\"true\">←</span> " : "");
	draw_text(drawing, words);
	draw_raw(drawing, before ? "</a>" : " <span aria-hidden=\"true\">→</span></a>");
}

void figures_languages(struct drawing *drawing)
{
	draw_said(drawing, "<nav class=\"noprint\"><p class=\"steps small\"><span>", "rep.languages",
		"</span>");
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const char *code = language_code((enum language)i);
		char key[KEY_SIZE], link[ADDRESS_SIZE];
		snprintf(key, sizeof(key), "common.language_self.%s", code);
		snprintf(link, sizeof(link), "<a lang=\"%s\" href=\"?lang=%s\"%s>", code, code,
			(enum language)i == drawing->say.language ? " aria-current=\"true\"" : "");
		draw_said(drawing, link, key, "</a>");
	}
	draw_raw(drawing, "</p></nav>");
}

void figures_bar(struct drawing *drawing)
{
	const struct figures_sheet *sheet = drawing->sheet;
	char key[KEY_SIZE], address[ADDRESS_SIZE];
	draw_raw(drawing, "<header class=\"bar noprint\"><span class=\"name\">Samtale</span>");
	if (sheet) {
		snprintf(key, sizeof(key), "rep.kind.%s", figures_kind(sheet->step));
		draw_said(drawing, "<span class=\"who\"><b>", key, "</b>");
		draw_said(drawing, "<span class=\"muted\">", "rep.same", "</span></span>");
		draw_raw(drawing, "<span class=\"push row\">");
		draw_beside(drawing, sheet->beside->before, true);
		draw_beside(drawing, sheet->beside->after, false);
		snprintf(address, sizeof(address), "/figures?lang=%s",
			language_code(drawing->say.language));
		draw_link(drawing, address, "rep.all");
		for (int i = 0; i < 2; i++) {
			const char *type = i == 0 ? "csv" : "json";
			snprintf(address, sizeof(address),
				"<a class=\"ds-button small\" data-variant=\"secondary\" "
				"href=\"/api/v1/figures/%s/%s.%s\">",
				sheet->pool->id, sheet->step, type);
			draw_raw(drawing, address);
			draw_raw(drawing, i == 0 ? "CSV</a>" : "JSON</a>");
		}
		draw_said(drawing, "<span class=\"small muted\">", "rep.print",
			" <kbd>Ctrl P</kbd></span></span>");
	}
	draw_raw(drawing, "</header>");
}
