// Somebody of the staff over HTTP: a login, and what is asked with the session that it gave.
import { ask } from './http.mjs';

export class Bearer {
	constructor(daemon, name, password) {
		Object.assign(this, { daemon, name, password });
	}

	/** Logs in by the password; session and ticket are there then. */
	async login() {
		const { name, password } = this;
		const { ok, data, error } = await this.post('/api/v1/login', { name, password });
		if (!ok) throw new Error(`login of ${name}: ${JSON.stringify(error)}`);
		return Object.assign(this, data);
	}

	/** {status, headers, ok, data or error}; session: another one than one's own, null: none. */
	async get(path, ...session) {
		return this.ask(path, {}, ...session);
	}

	/** The same, with an object as the body, or with a text as it is. */
	async post(path, body, ...session) {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return this.ask(path, { method: 'POST', body: text, headers: { 'content-type': 'application/json' } }, ...session);
	}

	async ask(path, options, session = this.session) {
		const authorization = (session ?? null) === null ? {} : { authorization: `Bearer ${session}` };
		const headers = { origin: this.daemon.origin, ...options.headers, ...authorization };
		const { status, headers: told, text } = await ask(this.daemon, path, { ...options, headers });
		return { status, headers: told, ...(text === '' ? {} : JSON.parse(text)) };
	}
}
