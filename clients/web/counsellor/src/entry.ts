/** How a person comes in: by the form of the login, or by the session that this tab has; and out. */
import type { Bearer } from '@samtale/staff/bearer';
import { call } from '@samtale/staff/call';
import { requestTicket, type Typed } from '@samtale/staff/login-call';
import type { Marks } from '@samtale/staff/marks';
import type { Event } from './state.ts';

export interface EntryOptions {
	/** The session of the login, for calls over HTTP. */
	bearer: Bearer;
	marks: Marks;
	/** Leads to where a password of one's own and a code app are chosen. */
	enrol(token: string): void;
	tell(event: Event): void;
	/** There is a ticket for a socket: 64 hex digits, good once; `role` is a word of ROLES. Empties what the tab keeps of a shift. */
	begin(ticket: string, role: string): void;
}

export class Entry {
	private readonly options: EntryOptions;

	constructor(options: EntryOptions) {
		this.options = options;
	}

	async login(typed: Typed): Promise<void> {
		const { bearer, marks, enrol, tell, begin } = this.options;
		tell({ type: 'login-sent' });
		const answer = await requestTicket(fetch, typed, marks);
		if (answer.ok) {
			begin(answer.ticket, answer.role);
			bearer.keep(answer.session);
		} else if (answer.enrol !== undefined) {
			enrol(answer.enrol);
		} else {
			tell({ type: 'login-failed', failure: answer.failure });
		}
	}

	/** By the session that a login elsewhere in this tab has opened; else there is the login. */
	async enter(): Promise<void> {
		const { bearer, tell, begin } = this.options;
		const session = bearer.hex ?? '';
		tell({ type: 'login-sent' });
		const me = await call<{ role: string }>(fetch, bearer, '/api/v1/me');
		const ticket = me.ok && (await call<{ ticket: string }>(fetch, bearer, '/api/v1/ticket', {}));
		if (me.ok && ticket && ticket.ok) {
			begin(ticket.data.ticket, me.data.role);
			bearer.keep(session);
		} else {
			tell({ type: 'logged-out' });
		}
	}

	logout(): void {
		const { bearer } = this.options;
		void call(fetch, bearer, '/api/v1/logout', {});
		bearer.forget();
	}
}
