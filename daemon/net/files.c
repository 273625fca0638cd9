/* A map from paths to what was read. */
#include "net/files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/map.h"

enum { FILE_MAX = 4 * 1024 * 1024, PATH_MAX_BYTES = 512, READ_BYTES = 65536 };

struct files {
	struct map *by_path;
};

struct stored {
	struct file file;
	struct buf plain;
	struct buf gzip;
};

static const struct {
	const char *ending;
	const char *type;
} types[] = {
	{".js", "text/javascript; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".json", "application/json; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".png", "image/png"},
	{".ico", "image/x-icon"},
};

static const struct folder {
	const char *name;
	bool open;
} folders[] = {{"a", false}, {"e", true}};

static bool ends_with(const char *text, const char *ending)
{
	size_t length = strlen(text);
	size_t tail = strlen(ending);
	return length >= tail && strcmp(text + length - tail, ending) == 0;
}

static const char *type_of(const char *name)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (ends_with(name, types[i].ending)) {
			return types[i].type;
		}
	}
	return "application/octet-stream";
}

static int read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rbe");
	if (file == NULL) {
		return ERR_SYSTEM;
	}
	int err = 0;
	for (;;) {
		uint8_t *at = NULL;
		err = buf_reserve(out, READ_BYTES, &at);
		size_t count = err == 0 ? fread(at, 1, READ_BYTES, file) : 0;
		out->len += count;
		if (count == 0) {
			break;
		}
	}
	fclose(file);
	return err;
}

static void free_stored(void *value, void *context)
{
	struct stored *stored = value;
	(void)context;
	buf_finish(&stored->plain);
	buf_finish(&stored->gzip);
	free(stored);
}

static int load_one(struct files *files, const char *base, const struct folder *folder,
	const char *name)
{
	char path[PATH_MAX_BYTES];
	char url[PATH_MAX_BYTES];
	struct stored *stored = calloc(1, sizeof *stored);
	if (stored == NULL) {
		return ERR_NOMEM;
	}
	buf_init(&stored->plain, FILE_MAX);
	buf_init(&stored->gzip, FILE_MAX);
	snprintf(path, sizeof path, "%s/%s/%s", base, folder->name, name);
	int url_length = snprintf(url, sizeof url, "/%s/%s", folder->name, name);
	int err = read_file(path, &stored->plain);
	if (err != 0) {
		goto fail;
	}
	snprintf(path, sizeof path, "%s/%s/%s.gz", base, folder->name, name);
	err = read_file(path, &stored->gzip);
	if (err != 0) {
		buf_clear(&stored->gzip);
	}
	stored->file.plain = buf_view(&stored->plain);
	stored->file.gzip = buf_view(&stored->gzip);
	stored->file.type = type_of(name);
	stored->file.open = folder->open;
	err = map_put(files->by_path, url, (size_t)url_length, stored);
	if (err == 0) {
		return 0;
	}
fail:
	free_stored(stored, NULL);
	return err;
}

static void load_folder(struct files *files, const char *base, const struct folder *folder)
{
	char path[PATH_MAX_BYTES];
	snprintf(path, sizeof path, "%s/%s", base, folder->name);
	DIR *dir = opendir(path);
	if (dir == NULL) {
		log_warn("web=%s has no folder %s: build the web clients first", base, folder->name);
		return;
	}
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		if (entry->d_name[0] != '.' && !ends_with(entry->d_name, ".gz") &&
			load_one(files, base, folder, entry->d_name) != 0) {
			log_warn("asset=%s cannot be read", entry->d_name);
		}
	}
	closedir(dir);
}

struct files *files_load(const char *folder)
{
	struct files *files = calloc(1, sizeof *files);
	if (files == NULL || (files->by_path = map_create()) == NULL) {
		free(files);
		return NULL;
	}
	for (size_t i = 0; folder != NULL && i < sizeof folders / sizeof folders[0]; i++) {
		load_folder(files, folder, &folders[i]);
	}
	return files;
}

void files_destroy(struct files *files)
{
	if (files == NULL) {
		return;
	}
	map_each(files->by_path, free_stored, NULL);
	map_destroy(files->by_path);
	free(files);
}

const struct file *files_find(const struct files *files, struct view path)
{
	const struct stored *stored = map_get(files->by_path, path.data, path.len);
	return stored != NULL ? &stored->file : NULL;
}
