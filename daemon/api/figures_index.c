/* The list of what there is: all steps of all pools, newest first, months before quarters before years. */
#include <stdio.h>
#include <string.h>

#include "api/figures_frame.h"
#include "api/figures_more.h"

enum { ADDRESS_SIZE = 120 };

/* The steps of one kind, each a link. */
static void draw_steps(struct drawing *drawing, const json_t *one, const char *kind,
	const char *heading)
{
	const json_t *steps = json_object_get(one, "steps");
	bool any = false;
	for (size_t i = 0; i < json_array_size(steps); i++) {
		const char *step = json_string_value(json_array_get(steps, i));
		char words[FIGURES_TITLE_SIZE], link[ADDRESS_SIZE];
		if (strcmp(figures_kind(step), kind) != 0) {
			continue;
		}
		if (!any) {
			draw_said(drawing, "<h3>", heading, "</h3><ul class=\"steps\">");
		}
		any = true;
		figures_step_words(drawing->say.texts, drawing->say.language, step, words);
		snprintf(link, sizeof(link), "<li><a href=\"/figures/%s/%s?lang=%s\">",
			doc_text(one, "pool"), step, language_code(drawing->say.language));
		draw_raw(drawing, link);
		draw_text(drawing, words);
		draw_raw(drawing, "</a></li>");
	}
	draw_raw(drawing, any ? "</ul>" : "");
}

int figures_html_index(const struct api *api, const json_t *pools, enum language language,
	struct buf *out)
{
	static const char *const kinds[][2] = {{"month", "rep.open.months"},
		{"quarter", "rep.open.quarters"}, {"year", "rep.open.years"}};
	struct drawing drawing = figures_begin(api, NULL, language, out);
	figures_bar(&drawing);
	draw_said(&drawing, "<main class=\"paper\"><h1>", "rep.open.head", "</h1>");
	draw_said(&drawing, "<p>", "rep.open.lead", "</p>");
	for (size_t i = 0; i < json_array_size(pools); i++) {
		const json_t *one = json_array_get(pools, i);
		char name[FIGURES_TITLE_SIZE];
		figures_pool_words(api->texts, language,
			directory_pool(api->directory, doc_text(one, "pool")), name);
		draw_raw(&drawing, "<section class=\"stack\"><h2>");
		draw_text(&drawing, name);
		draw_raw(&drawing, "</h2>");
		for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			draw_steps(&drawing, one, kinds[k][0], kinds[k][1]);
		}
		if (json_array_size(json_object_get(one, "steps")) == 0) {
			draw_said(&drawing, "<p class=\"muted\">", "rep.open.none", "</p>");
		}
		figures_licence(&drawing, doc_text(one, "licence"));
		draw_raw(&drawing, "</section>");
	}
	figures_reading(&drawing);
	draw_raw(&drawing, "<p class=\"small\">");
	say_one(&drawing.say, "rep.open.machine", "address", "/api/v1/figures");
	draw_raw(&drawing, "</p>");
	figures_languages(&drawing);
	draw_raw(&drawing, "</main>");
	return drawing.say.html.err;
}

int figures_html_missing(const struct api *api, enum language language, struct buf *out)
{
	struct drawing drawing = figures_begin(api, NULL, language, out);
	figures_bar(&drawing);
	draw_said(&drawing, "<main class=\"paper\"><h1>", "rep.open.head", "</h1>");
	draw_said(&drawing, "<p>", "rep.open.missing", "</p>");
	draw_said(&drawing, "<p><a href=\"/figures\">", "rep.all", "</a></p></main>");
	return drawing.say.html.err;
}
