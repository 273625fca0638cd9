/* samtaled: what the command line asks for. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "app.h"
#include "base/log.h"
#include "conf/conf.h"
#include "parent/certificates.h"
#include "parent/licences.h"
#include "parent/named_files.h"
#include "parent/parent.h"
#include "parent/seal_report.h"
#include "parent/sealing.h"
#include "parent/sockets.h"
#include "signer/signer.h"

/* What a child inherits, as worker.c and signer_child.c hand it down. */
enum { REPORT_FD = 3, PAPERS_FD, SIGNER_FD, METRICS_FD, FIRST_LISTENER_FD };
enum { SIGNER_PAPERS_FD = 3, SIGNER_FIRST_FD, EXIT_USAGE = 2 };

struct arguments {
	const char *config;
	bool check;
	bool version;
	unsigned worker;        /* 0: the parent */
	const char *signer_key; /* NULL unless it is the signing process */
	unsigned channels;
	long port; /* -1: as configured */
};

static void usage(FILE *out)
{
	fputs("usage: samtaled -c FILE [--port N] [--check]\n"
		  "       samtaled --version\n"
		  "  -c FILE    the configuration, YAML (see docs/config.md)\n"
		  "  --port N   listen on this port instead of the first one configured; 0: any that is "
		  "free\n"
		  "  --check    read the configuration, name what is wrong with it, and end\n"
		  "exit codes: 0 fine, 2 usage, 69 port or Redis, 71 no memory or processes, 73 folder not "
		  "writable, 78 configuration\n",
		out);
}

static int read_number(const char *text, long max, long *ret_number)
{
	char *end = NULL;
	if (text == NULL || *text == '\0') {
		return -1;
	}
	long number = strtol(text, &end, 10);
	if (*end != '\0' || number < 0 || number > max) {
		return -1;
	}
	*ret_number = number;
	return 0;
}

/* 0, or -1 when it makes no sense. */
static int read_arguments(char **argv, struct arguments *ret)
{
	long number = 0;
	*ret = (struct arguments){.port = -1};
	for (char **at = argv + 1; *at != NULL; at++) {
		if (strcmp(*at, "--check") == 0) {
			ret->check = true;
		} else if (strcmp(*at, "--version") == 0) {
			ret->version = true;
		} else if (strcmp(*at, "-c") == 0 && at[1] != NULL) {
			ret->config = *++at;
		} else if (strcmp(*at, "--port") == 0 && read_number(at[1], UINT16_MAX, &ret->port) == 0) {
			at++;
		} else if (strcmp(*at, "--worker") == 0 &&
			read_number(at[1], SOCKETS_WORKERS_MAX, &number) == 0) {
			ret->worker = (unsigned)number;
			at++;
		} else if (strcmp(*at, "--signer") == 0 && at[1] != NULL &&
			read_number(at[2], SEALING_ENDS_MAX, &number) == 0) {
			ret->signer_key = at[1];
			ret->channels = (unsigned)number;
			at += 2;
		} else {
			return -1;
		}
	}
	return ret->version || ret->signer_key != NULL || ret->config != NULL ? 0 : -1;
}

static void print_problem(void *context, const char *line)
{
	(void)context;
	fprintf(stderr, "%s\n", line);
}

/* What else `--check` looks at: a daemon without papers of the seal starts, and lets nobody begin a shift. */
static int check_more(const struct conf *conf, const char *path)
{
	licences_check(conf, path, print_problem, NULL);
	if (seal_check(conf, path, print_problem, NULL) != 0) {
		return EX_CONFIG;
	}
	puts("the configuration is fine");
	return EX_OK;
}

/* What is judged by the files themselves, which only the parent reads. */
static int check_files(const struct conf *conf, const char *path)
{
	int certificates = certificates_check(conf, path, print_problem, NULL);
	int others = named_files_check(conf, path, print_problem, NULL);
	return certificates != 0 ? certificates : others;
}

static int run_worker(struct conf *conf, const struct arguments *arguments)
{
	char prefix[32];
	struct app_start start = {
		.slot = arguments->worker,
		.report_fd = REPORT_FD,
		.papers_fd = PAPERS_FD,
		.signer_fd = SIGNER_FD,
		.metrics_fd = METRICS_FD,
		.first_listener_fd = FIRST_LISTENER_FD,
	};
	snprintf(prefix, sizeof prefix, "worker=%u", arguments->worker);
	log_set_prefix(prefix);
	return app_run(conf, &start);
}

static int run_signer(const struct arguments *arguments)
{
	const struct signer_start start = {
		.key_path = arguments->signer_key,
		.papers_fd = SIGNER_PAPERS_FD,
		.first_fd = SIGNER_FIRST_FD,
		.count = arguments->channels,
	};
	log_set_prefix("signer");
	return signer_run(&start);
}

int main(int argc, char **argv)
{
	struct arguments arguments;
	struct conf *conf = NULL;
	(void)argc;
	if (read_arguments(argv, &arguments) != 0) {
		usage(stderr);
		return EXIT_USAGE;
	}
	if (arguments.version) {
		printf("samtaled %s\n", SAMTALE_VERSION);
		return EX_OK;
	}
	if (arguments.signer_key != NULL) {
		return run_signer(&arguments);
	}
	int err = conf_load(arguments.config, print_problem, NULL, &conf);
	if (err == ERR_SYSTEM) {
		fprintf(stderr, "%s: cannot be read: %s\n", arguments.config, strerror(errno));
	}
	if (err != 0) {
		return EX_CONFIG;
	}
	int code = EX_OK;
	if (arguments.worker == 0 && check_files(conf, arguments.config) != 0) {
		code = EX_CONFIG;
	} else if (arguments.check) {
		code = check_more(conf, arguments.config);
	} else if (arguments.worker > 0) {
		code = run_worker(conf, &arguments);
	} else {
		if (arguments.port >= 0) {
			conf->listen[0].port = (uint16_t)arguments.port;
		}
		code = parent_run(conf, arguments.config);
	}
	conf_destroy(conf);
	return code;
}
