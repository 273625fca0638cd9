#include "tests/load/tls.h"

#include <stdlib.h>

#include <openssl/ssl.h>

enum { CHUNK = 16384 };

struct tls_context {
	SSL_CTX *ctx;
};

struct tls {
	SSL *ssl;
	BIO *from_wire, *to_wire; /* owned by ssl */
};

struct tls_context *tls_context_create(void)
{
	static const unsigned char alpn[] = "\x08http/1.1";
	struct tls_context *context = calloc(1, sizeof *context);
	if (context == NULL) {
		return NULL;
	}
	context->ctx = SSL_CTX_new(TLS_client_method());
	if (context->ctx == NULL || SSL_CTX_set_alpn_protos(context->ctx, alpn, sizeof alpn - 1) != 0) {
		tls_context_destroy(context);
		return NULL;
	}
	SSL_CTX_set_verify(context->ctx, SSL_VERIFY_NONE, NULL);
	SSL_CTX_set_session_cache_mode(context->ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_mode(context->ctx, SSL_MODE_RELEASE_BUFFERS);
	return context;
}

void tls_context_destroy(struct tls_context *context)
{
	if (context != NULL) {
		SSL_CTX_free(context->ctx);
		free(context);
	}
}

struct tls *tls_create(struct tls_context *context)
{
	struct tls *tls = calloc(1, sizeof *tls);
	if (tls == NULL) {
		return NULL;
	}
	tls->ssl = SSL_new(context->ctx);
	tls->from_wire = BIO_new(BIO_s_mem());
	tls->to_wire = BIO_new(BIO_s_mem());
	if (tls->ssl == NULL || tls->from_wire == NULL || tls->to_wire == NULL) {
		BIO_free(tls->from_wire);
		BIO_free(tls->to_wire);
		SSL_free(tls->ssl);
		free(tls);
		return NULL;
	}
	SSL_set_bio(tls->ssl, tls->from_wire, tls->to_wire);
	SSL_set_connect_state(tls->ssl);
	return tls;
}

void tls_destroy(struct tls *tls)
{
	if (tls != NULL) {
		SSL_free(tls->ssl);
		free(tls);
	}
}

static int drain(struct tls *tls, struct buf *wire)
{
	char *bytes;
	long length = BIO_get_mem_data(tls->to_wire, &bytes);
	int err = length > 0 ? buf_append(wire, bytes, (size_t)length) : 0;
	(void)BIO_reset(tls->to_wire);
	return err;
}

static int read_plain(struct tls *tls, struct buf *plain)
{
	for (;;) {
		uint8_t *at;
		int err = buf_reserve(plain, CHUNK, &at);
		if (err != 0) {
			return err;
		}
		int count = SSL_read(tls->ssl, at, CHUNK);
		if (count <= 0) {
			return SSL_get_error(tls->ssl, count) == SSL_ERROR_WANT_READ ? 0 : ERR_SYNTAX;
		}
		plain->len += (size_t)count;
	}
}

int tls_take(struct tls *tls, struct view came, struct buf *wire, struct buf *plain)
{
	if (came.len > 0 && BIO_write(tls->from_wire, came.data, (int)came.len) != (int)came.len) {
		return ERR_NOMEM;
	}
	int err = 0;
	if (!SSL_is_init_finished(tls->ssl)) {
		int done = SSL_do_handshake(tls->ssl);
		err = done == 1 || SSL_get_error(tls->ssl, done) == SSL_ERROR_WANT_READ ? 0 : ERR_SYNTAX;
	}
	if (err == 0 && SSL_is_init_finished(tls->ssl)) {
		err = read_plain(tls, plain);
	}
	int drained = drain(tls, wire);
	return err != 0 ? err : drained;
}

int tls_is_ready(const struct tls *tls)
{
	return SSL_is_init_finished(tls->ssl);
}

int tls_seal(struct tls *tls, struct view plain, struct buf *wire)
{
	if (SSL_write(tls->ssl, plain.data, (int)plain.len) != (int)plain.len) {
		return ERR_SYNTAX;
	}
	return drain(tls, wire);
}
