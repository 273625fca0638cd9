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
#include "parent/parent.h"
#include "parent/sockets.h"

enum { REPORT_FD = 3, EXIT_USAGE = 2 };

struct arguments {
	const char *config;
	bool check;
	bool version;
	unsigned worker; /* 0: the parent */
	long port;       /* -1: as configured */
};

static void usage(FILE *out)
{
	fputs(
		"usage: samtaled -c FILE [--port N] [--check]\n"
		"       samtaled --version\n"
		"  -c FILE    the configuration, YAML (see docs/config.md)\n"
		"  --port N   listen on this port instead of the first one configured; 0: any that is "
		"free\n"
		"  --check    read the configuration, name what is wrong with it, and end\n"
		"exit codes: 0 fine, 2 usage, 69 port or Redis, 73 folder not writable, 78 configuration\n",
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
		} else {
			return -1;
		}
	}
	return ret->version || ret->config != NULL ? 0 : -1;
}

static void print_problem(void *context, const char *line)
{
	(void)context;
	fprintf(stderr, "%s\n", line);
}

static int run_worker(struct conf *conf, const struct arguments *arguments)
{
	char prefix[32];
	struct app_start start = {
		.slot = arguments->worker,
		.port = arguments->port >= 0 ? (uint16_t)arguments->port : conf->listen[0].port,
		.report_fd = REPORT_FD,
		.first_listener_fd = REPORT_FD + 1,
	};
	snprintf(prefix, sizeof prefix, "worker=%u", arguments->worker);
	log_set_prefix(prefix);
	return app_run(conf, &start);
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
	int err = conf_load(arguments.config, print_problem, NULL, &conf);
	if (err == ERR_SYSTEM) {
		fprintf(stderr, "%s: cannot be read: %s\n", arguments.config, strerror(errno));
	}
	if (err != 0) {
		return EX_CONFIG;
	}
	int code = EX_OK;
	if (arguments.worker == 0 &&
		certificates_check(conf, arguments.config, print_problem, NULL) != 0) {
		code = EX_CONFIG;
	} else if (arguments.check) {
		puts("the configuration is fine");
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
