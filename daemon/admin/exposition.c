/* Lines of text, and the first error kept. */
#include "admin/exposition.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

enum { TEXT_MAX_BYTES = 4 * 1024 * 1024, NAME_BYTES = 96, LABELS_BYTES = 192, MS_PER_S = 1000 };

void exposition_init(struct exposition *exposition)
{
	*exposition = (struct exposition){0};
	buf_init(&exposition->text, TEXT_MAX_BYTES);
}

void exposition_finish(struct exposition *exposition)
{
	buf_finish(&exposition->text);
}

void exposition_begin(struct exposition *exposition, const char *name, const char *type,
	const char *help)
{
	if (exposition->err == 0) {
		exposition->err =
			buf_printf(&exposition->text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
	}
}

static void write_line(struct exposition *exposition, const char *name, const char *labels,
	const char *value)
{
	bool any = labels[0] != '\0';
	if (exposition->err == 0) {
		exposition->err = buf_printf(&exposition->text, "%s%s%s%s %s\n", name, any ? "{" : "",
			labels, any ? "}" : "", value);
	}
}

void exposition_sample(struct exposition *exposition, const char *name, const char *labels,
	int64_t value)
{
	char text[32];
	snprintf(text, sizeof text, "%" PRId64, value);
	write_line(exposition, name, labels, text);
}

void exposition_seconds(struct exposition *exposition, const char *name, const char *labels,
	int64_t ms)
{
	char text[32];
	snprintf(text, sizeof text, "%.3f", (double)ms / MS_PER_S);
	write_line(exposition, name, labels, text);
}

static void write_bucket(struct exposition *exposition, const char *name, const char *labels,
	const char *bound, int64_t count)
{
	char all[LABELS_BYTES], bucket[NAME_BYTES];
	snprintf(bucket, sizeof bucket, "%s_bucket", name);
	snprintf(all, sizeof all, "%s%sle=\"%s\"", labels, labels[0] != '\0' ? "," : "", bound);
	exposition_sample(exposition, bucket, all, count);
}

void exposition_histogram(struct exposition *exposition, const char *name, const char *labels,
	const struct exposition_span *span)
{
	char bound[16], part[NAME_BYTES];
	int64_t count = 0;
	for (unsigned i = 0; i < span->bounds; i++) {
		count += span->counts[i];
		snprintf(bound, sizeof bound, "%g", (double)span->bounds_ms[i] / MS_PER_S);
		write_bucket(exposition, name, labels, bound, count);
	}
	count += span->counts[span->bounds];
	write_bucket(exposition, name, labels, "+Inf", count);
	snprintf(part, sizeof part, "%s_sum", name);
	exposition_seconds(exposition, part, labels, span->sum_ms);
	snprintf(part, sizeof part, "%s_count", name);
	exposition_sample(exposition, part, labels, count);
}
