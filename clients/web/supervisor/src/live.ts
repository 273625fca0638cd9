/**
 * Who watches, and the line to the daemon: a login opens a session and a socket, the socket is told to send the scene, and
 * what comes goes into it. It draws nothing. After a lost line everything comes anew; until then what was known stays, and
 * the page says from when it is.
 */
import { computed, signal } from '@preact/signals';
import { fromHex, toHex } from '@samtale/core/bytes';
import type { Env } from '@samtale/core/env';
import type { LinkState } from '@samtale/core/link';
import { may } from '@samtale/core/may';
import { WATCH } from '@samtale/core/permissions';
import { Session, type Handlers } from '@samtale/core/session';
import { memoryStore } from '@samtale/core/store';
import { ENDINGS, ROLES, type RoleName } from '@samtale/core/words';
import type { Bearer } from '@samtale/staff/bearer';
import { call, type CallAnswer } from '@samtale/staff/call';
import { fetchText } from '@samtale/staff/file-call';
import { requestTicket, type LoginFailure, type Typed } from '@samtale/staff/login-call';
import { endSession } from '@samtale/staff/logout';
import type { Marks } from '@samtale/staff/marks';
import { Scene } from './scene.ts';

/** Who has logged in. */
export interface Person {
	/** As the rota and the audit name it. */
	id: string;
	/** A word of ROLES. */
	role: string;
	alias: string;
	/** Slug and name of the agency. */
	agency: string;
	agencyName: string;
	pool: string;
	/** Code of the agency's municipality, or empty. */
	region: string;
}

export interface LiveOptions {
	url: string;
	language: string;
	bearer: Bearer;
	marks: Marks;
	ask: typeof fetch;
	env?: Env;
	/** Leads to where a password of one's own and a code app are chosen. */
	enrol(token: string): void;
}

const nameOf = (number: number): string =>
	(Object.keys(ROLES) as RoleName[]).find((name) => ROLES[name] === number)?.toLowerCase() ?? '';

export class Live {
	readonly person = signal<Person | null>(null);
	readonly busy = signal(false);
	/** What the login has to say. */
	readonly failure = signal<LoginFailure | null>(null);
	/** The daemon's clock, Unix milliseconds, renewed each second. */
	readonly now = signal(Date.now());
	/** The same in steps of five seconds: spans in minutes are counted anew as often. */
	readonly beat = computed(() => this.now.value - (this.now.value % 5_000));
	/** And to the minute. */
	readonly minute = computed(() => this.now.value - (this.now.value % 60_000));
	/** Since when there is no line, Unix milliseconds; 0: there is one. */
	readonly lostAt = signal(0);
	/** The daemon cannot reach its store. */
	readonly frozen = signal(false);
	/** The socket was closed for good. */
	readonly over = signal(false);
	/** Why the scene is not sent, or empty. */
	readonly refused = signal('');
	readonly scene = new Scene();
	/** Whether this person acts on the whole pool: a duty lead in the hours of the rota, which its view says. */
	readonly leads = computed(() => this.person.value?.role === 'duty_lead' && this.scene.value('view') === '-');
	private session: Session | null = null;
	private skew = 0;

	constructor(private readonly options: LiveOptions) {}

	/** Takes up the session that this tab has, and starts the ticking. */
	start(): void {
		setInterval(() => this.tick(), 1000);
		if (this.options.bearer.hex !== null) {
			void this.enter();
		}
	}

	/** An answer of the daemon over HTTP, with the session of the login. */
	ask<T>(path: string, body?: object): Promise<CallAnswer<T>> {
		return call<T>(this.options.ask, this.options.bearer, path, body);
	}

	/** A file of the daemon as text; null when it does not come. */
	text(path: string): Promise<string | null> {
		return fetchText(this.options.ask, this.options.bearer, path);
	}

	async login(typed: Typed | null): Promise<void> {
		const { ask, marks, bearer, enrol } = this.options;
		this.busy.value = true;
		this.failure.value = null;
		const answer = await requestTicket(ask, typed, marks);
		if (answer.ok) {
			bearer.keep(answer.session);
			this.connect(answer.role, answer.ticket);
		} else if (answer.enrol !== undefined) {
			enrol(answer.enrol);
		} else {
			this.out(answer.failure);
		}
	}

	logout(): void {
		const { ask, bearer } = this.options;
		this.drop();
		this.out(null);
		endSession(ask, bearer, (failure) => {
			if (this.person.value === null) {
				this.failure.value = failure;
			}
		});
	}

	/** Code of the municipality whose topics this person may see beside it; empty: of none, or the whole pool is watched. */
	get ownPlace(): string {
		const person = this.person.value;
		return person?.role === 'supervisor' ? person.region : '';
	}

	/** Dials at once instead of waiting for the next attempt. */
	retry(): void {
		this.session?.kick();
	}

	/** By the session of this tab; else there is the login. */
	private async enter(): Promise<void> {
		this.busy.value = true;
		const me = await this.ask<{ role: string }>('/api/v1/me');
		const ticket = me.ok && (await this.ask<{ ticket: string }>('/api/v1/ticket', {}));
		if (me.ok && ticket && ticket.ok) {
			this.connect(me.data.role, ticket.data.ticket);
		} else {
			this.out(this.options.bearer.hex === null ? null : { code: 'net', retryAfter: 0 });
		}
	}

	/** Nobody is in: nothing of what was watched stays. */
	private out(failure: LoginFailure | null): void {
		this.busy.value = false;
		this.failure.value = failure;
		this.person.value = null;
		this.over.value = false;
		this.frozen.value = false;
		this.lostAt.value = 0;
		this.refused.value = '';
		this.scene.clear();
	}

	private connect(role: string, ticket: string): void {
		this.drop();
		const { url, language, env } = this.options;
		/* The token of this socket is of no use after a reload: the session of the login opens another one. */
		this.session = new Session({
			url,
			side: ROLES[role.toUpperCase() as RoleName] ?? ROLES.COUNSELLOR,
			language,
			store: memoryStore(),
			...(env && { env }),
			onState: (state, ready, code) => this.onState(state, ready, code),
			on: this.handlers(),
		});
		this.session.login(fromHex(ticket));
	}

	private handlers(): Handlers {
		return {
			welcome: ({ now }) => (this.skew = now - Date.now()),
			person: (frame) => {
				this.person.value = {
					id: toHex(frame.staff),
					role: nameOf(frame.role),
					alias: frame.alias,
					agency: frame.agency,
					agencyName: frame.agency_name,
					pool: frame.pool,
					region: frame.region,
				};
				this.busy.value = false;
			},
			frozen: ({ on }) => (this.frozen.value = on === 1),
			lost: ({ room }) => void (room.length === 0 && this.enter()),
			refused: ({ code }) => this.onRefused(code),
			scene: (frame) => this.scene.take(frame),
		};
	}

	/** Before anybody is in, it is the ticket that was refused. */
	private onRefused(code: string): void {
		if (this.person.value === null) {
			this.drop();
			this.out({ code: 'expired', retryAfter: 0 });
		} else {
			this.refused.value = code;
		}
	}

	private onState(state: LinkState, ready: boolean, code: number): void {
		if (ready) {
			this.lostAt.value = 0;
			this.watch();
			return;
		}
		this.scene.broken();
		if (state === 'closed') {
			this.onClosed(code);
		} else if (this.person.value === null && state === 'waiting') {
			this.drop();
			this.out({ code: 'net', retryAfter: 0 });
		} else if (this.person.value !== null && this.lostAt.value === 0) {
			this.lostAt.value = this.clock();
		}
	}

	private onClosed(code: number): void {
		if (this.session !== null) {
			this.over.value = code !== ENDINGS.DONE.code;
		}
	}

	private watch(): void {
		if (may(WATCH, this.person.value?.role ?? '')) {
			this.refused.value = '';
			this.session?.send({ type: 'watch', on: 1 });
		}
	}

	private drop(): void {
		const { session } = this;
		this.session = null;
		session?.close(ENDINGS.DONE.code);
	}

	private clock(): number {
		return Date.now() + this.skew;
	}

	private tick(): void {
		this.now.value = this.clock();
		this.session?.tick();
	}
}
