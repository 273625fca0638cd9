/* An easy handle a letter: there are few of them. */
#include "parent/deliver.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

enum { WHOLE_S = 15, CONNECT_S = 5, HEADER_SIZE = 600, STATUS_GOOD = 200, STATUS_NOT_GOOD = 300 };

/* What is left of a body. */
struct rest {
	const char *at;
	size_t len;
};

int deliver_begin(void)
{
	return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : ERR_NOMEM;
}

void deliver_end(void)
{
	curl_global_cleanup();
}

bool deliver_stays_here(const char *url)
{
	static const char *const hosts[] = {"127.0.0.1", "[::1]", "localhost"};
	const char *host = strstr(url, "://");
	for (size_t i = 0; host != NULL && i < sizeof hosts / sizeof hosts[0]; i++) {
		size_t len = strlen(hosts[i]);
		if (strncmp(host + 3, hosts[i], len) == 0 && strchr(":/", host[3 + len]) != NULL) {
			return true;
		}
	}
	return false;
}

static size_t read_cb(char *out, size_t size, size_t count, void *context)
{
	struct rest *rest = context;
	size_t len = size * count < rest->len ? size * count : rest->len;
	memcpy(out, rest->at, len);
	rest->at += len;
	rest->len -= len;
	return len;
}

/* What comes back is of no use. */
static size_t write_cb(char *data, size_t size, size_t count, void *context)
{
	(void)data, (void)context;
	return size * count;
}

static int progress_cb(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	const atomic_bool *ended = context;
	(void)a, (void)b, (void)c, (void)d;
	return atomic_load(ended) ? 1 : 0;
}

static void set_common(CURL *curl, const struct letter *letter)
{
	bool here = deliver_stays_here(letter->url);
	curl_easy_setopt(curl, CURLOPT_URL, letter->url);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR,
		here ? "http,https,smtp,smtps" : "https,smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(here ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)WHOLE_S);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_cb);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress_cb);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, letter->ended);
	if (letter->authorities[0] != '\0') {
		curl_easy_setopt(curl, CURLOPT_CAINFO, letter->authorities);
	}
}

static struct curl_slist *set_mail(CURL *curl, const struct letter *letter, struct rest *rest)
{
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, letter->from);
	struct curl_slist *list = curl_slist_append(NULL, letter->to);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, list);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_cb);
	curl_easy_setopt(curl, CURLOPT_READDATA, rest);
	if (letter->user[0] != '\0') {
		curl_easy_setopt(curl, CURLOPT_USERNAME, letter->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, letter->secret);
	}
	return list;
}

static struct curl_slist *set_webhook(CURL *curl, const struct letter *letter)
{
	char bearer[HEADER_SIZE];
	struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json");
	if (list != NULL && letter->secret[0] != '\0') {
		snprintf(bearer, sizeof bearer, "Authorization: Bearer %s", letter->secret);
		struct curl_slist *longer = curl_slist_append(list, bearer);
		list = longer != NULL ? longer : list;
	}
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, letter->body);
	return list;
}

int deliver(const struct letter *letter, char ret_why[DELIVER_WHY_SIZE])
{
	CURL *curl = curl_easy_init();
	if (curl == NULL) {
		snprintf(ret_why, DELIVER_WHY_SIZE, "%s", err_text(ERR_NOMEM));
		return ERR_DOWN;
	}
	struct rest rest = {letter->body, strlen(letter->body)};
	bool is_mail = letter->to[0] != '\0';
	set_common(curl, letter);
	struct curl_slist *list = is_mail ? set_mail(curl, letter, &rest) : set_webhook(curl, letter);
	CURLcode code = curl_easy_perform(curl);
	long status = 0;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	bool good =
		code == CURLE_OK && (is_mail || (status >= STATUS_GOOD && status < STATUS_NOT_GOOD));
	snprintf(ret_why, DELIVER_WHY_SIZE, "%s, status %ld", curl_easy_strerror(code), status);
	curl_slist_free_all(list);
	curl_easy_cleanup(curl);
	return good ? 0 : ERR_DOWN;
}
