/** The calls behind the page of the own account, and what they come to. Knows no view. */
import type { Store } from '@samtale/core/store';
import type { Bearer } from '../bearer.ts';
import { call, type CallAnswer } from '../call.ts';
import { requestTicket, type LoginFailure, type Typed } from '../login-call.ts';
import { endSession } from '../logout.ts';
import type { Marks } from '../marks.ts';

export interface Me {
	name: string;
	alias: string;
	agency_name: string;
}

/** How one proves who one is, and the secret of a code app that nobody keeps until it is chosen. */
export interface Proofs {
	/** There is a code app. */
	app: boolean;
	secret: string;
	/** The same for the camera of the app. */
	uri: string;
}

/** Times in Unix seconds; `seen` by the hour. */
export interface Session {
	session: string;
	begun: number;
	seen: number;
	here: boolean;
}

/** What is known once one is in. */
export interface Own {
	me: Me;
	proofs: Proofs;
	sessions: Session[];
}

/** What shall be changed, with what proves who asks. `code` empty: there is no app. */
export type Change = { password: string; code: string } & (
	| { act: 'password'; wish: string }
	| { act: 'app'; secret: string; shown: string }
	| { act: 'codes' }
);

/** What came of it. */
export interface Changed {
	/** Recovery codes, or none. */
	codes: string[];
	/** Whoever else was in by what held before is so no more, where the change ends that. */
	ended: boolean;
}

/** In the tab's store while its session is another tab's, too. */
export const SHARED = 'shared';

interface Means {
	ask: typeof fetch;
	bearer: Bearer;
	marks: Marks;
	store: Store;
}

export class Account {
	constructor(private readonly means: Means) {}

	get isKnown(): boolean {
		return this.means.bearer.hex !== null;
	}

	/** Logging out here would end the session of another tab. */
	get isShared(): boolean {
		return this.means.store.get(SHARED) !== null;
	}

	/** All there is to show. */
	async read(): Promise<CallAnswer<Own>> {
		const me = await this.call<Me>('/api/v1/me');
		const proofs = me.ok ? await this.call<Proofs>('/api/v1/account') : me;
		const list = proofs.ok ? await this.sessions() : proofs;
		if (!me.ok || !proofs.ok || !list.ok) {
			return list as CallAnswer<Own>;
		}
		return { ok: true, data: { me: me.data, proofs: proofs.data, sessions: list.data } };
	}

	/** The newest first, after the one that asks. */
	async sessions(): Promise<CallAnswer<Session[]>> {
		const answer = await this.call<{ sessions: Session[] }>('/api/v1/sessions');
		if (!answer.ok) {
			return answer;
		}
		const others = answer.data.sessions.filter(({ here }) => !here).reverse();
		const own = answer.data.sessions.filter(({ here }) => here);
		return { ok: true, data: [...own, ...others] };
	}

	/** Ends one, or without it all but this one. */
	end(session?: string): Promise<CallAnswer<unknown>> {
		const which = session === undefined ? { others: true } : { session };
		return this.call('/api/v1/sessions/revoke', which);
	}

	async change({ code, ...rest }: Change): Promise<CallAnswer<Changed>> {
		const body = { ...rest, ...(code !== '' && { code }) };
		const answer = await this.call<Partial<Changed>>('/api/v1/account', body);
		return answer.ok ? { ok: true, data: { codes: [], ended: true, ...answer.data } } : answer;
	}

	/** Null, or why not. */
	async login(typed: Typed | null): Promise<LoginFailure | null> {
		const { ask, bearer, marks, store } = this.means;
		const answer = await requestTicket(ask, typed, marks);
		if (answer.ok) {
			bearer.keep(answer.session);
			store.remove(SHARED);
			return null;
		}
		if (answer.enrol !== undefined) {
			location.assign(`/join#${answer.enrol}`);
			return null;
		}
		return answer.failure;
	}

	logout(show: (failure: LoginFailure | null) => void): void {
		endSession(this.means.ask, this.means.bearer, show);
	}

	private call<T>(path: string, body?: object): Promise<CallAnswer<T>> {
		return call<T>(this.means.ask, this.means.bearer, path, body);
	}
}
