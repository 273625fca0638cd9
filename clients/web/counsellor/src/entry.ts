/** How a person comes in: by the form of the login, or by the session that this tab has; and out. */
import type { Bearer } from '@samtale/staff/bearer';
import { call } from '@samtale/staff/call';
import { requestTicket, type LoginFailure, type Typed } from '@samtale/staff/login-call';
import { endSession } from '@samtale/staff/logout';
import type { Marks } from '@samtale/staff/marks';
import type { Reach } from './feature.ts';

export interface EntryOptions extends Pick<Reach, 'tell' | 'refuse' | 'state'> {
	/** The session of the login, for calls over HTTP. */
	bearer: Bearer;
	marks: Marks;
	/** Leads to where a password of one's own and a code app are chosen. */
	enrol(token: string): void;
	/** There is a ticket for a socket: 64 hex digits, good once; `role` is a word of ROLES, or empty: a counsellor. Empties what the tab keeps of a shift. */
	begin(ticket: string, role: string): void;
}

export class Entry {
	private readonly options: EntryOptions;

	constructor(options: EntryOptions) {
		this.options = options;
	}

	async login(typed: Typed | null): Promise<void> {
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

	/**
	 * By the session of this tab, to practise or as oneself; else there is the login. Whoever is in already stays as whom
	 * they came when it fails.
	 */
	async enter(practice = false): Promise<void> {
		const { bearer, tell, begin, refuse, state } = this.options;
		const session = bearer.hex ?? '';
		tell({ type: 'login-sent' });
		const me = await call<{ role: string }>(fetch, bearer, '/api/v1/me');
		const ticket = me.ok && (await call<{ ticket: string }>(fetch, bearer, '/api/v1/ticket', { practice }));
		if (me.ok && ticket && ticket.ok) {
			begin(ticket.data.ticket, practice ? '' : me.data.role);
			bearer.keep(session);
		} else if (bearer.hex !== null && state().person !== null) {
			refuse('delayed');
		} else {
			tell({ type: 'logged-out' });
		}
	}

	/** `show` hears what the login has to say of it. */
	logout(show: (failure: LoginFailure | null) => void): void {
		endSession(fetch, this.options.bearer, show);
	}
}
