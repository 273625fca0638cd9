/**
 * What the owner's page knows and can do: who is logged in, the agency as it is kept, what has been
 * written and not saved, and what became of it. It draws nothing and holds no words.
 */
import { batch, computed, signal } from '@preact/signals';
import { may } from '@samtale/core/may';
import { AGENCY_EDIT } from '@samtale/core/permissions';
import type { Bearer } from '@samtale/staff/bearer';
import { call, type CallAnswer, type CallFailure } from '@samtale/staff/call';
import { fetchText } from '@samtale/staff/file-call';
import { requestTicket, type LoginFailure, type Typed } from '@samtale/staff/login-call';
import { endSession } from '@samtale/staff/logout';
import { browserMarks } from '@samtale/staff/marks';
import type { Colleague, Door, Given, Line, Person } from './facts.ts';
import type { Reply } from './reply-book.ts';

type Texts = Readonly<Record<string, string>>;
const NONE: Texts = {};
/** By then every worker has heard of a change. */
const HEARD_MS = 1000;

export class Office {
	readonly person = signal<Person | null>(null);
	/** Every field as it is kept; null until it is known. */
	readonly kept = signal<Texts | null>(null);
	readonly mayChange = signal<ReadonlySet<string>>(new Set());
	/** What differs from it and is not saved. */
	readonly draft = signal<Texts>(NONE);
	/** What the daemon expected of a field. */
	readonly faults = signal<Texts>(NONE);
	/** Fields that somebody else has changed since. */
	readonly overtaken = signal<ReadonlySet<string>>(new Set());
	readonly busy = signal(false);
	/** The code of what went wrong last, or empty. */
	readonly problem = signal('');
	/** Which fields were saved last, until something is written again. */
	readonly saved = signal<readonly string[]>([]);
	readonly door = signal<Door | null>(null);
	readonly people = signal<readonly Colleague[] | null>(null);
	readonly replies = signal<readonly Reply[] | null>(null);
	readonly lines = signal<readonly Line[] | null>(null);
	readonly more = signal('');
	/** A one-time password or a link that was just made, and whose. */
	readonly given = signal<Given | null>(null);
	/** Something is being written that is no field. */
	readonly writing = signal(false);
	readonly unsaved = computed(() => Object.keys(this.draft.value).length + Number(this.writing.value));
	/** What the login says of the session before: that it is over, or that the daemon may not know so. */
	readonly parting = signal<LoginFailure | null>(null);
	/** The text that the daemon was asked about last and would take. */
	readonly checked = signal('');
	private checking = 0;
	/** Whose agency everything here is of. */
	private of = '';
	/** Rises when another agency's comes: an answer that is on its way then says nothing about it. */
	private turn = 0;

	/** `wanted`: an administrator's agency, from the address. */
	constructor(
		readonly bearer: Bearer,
		private readonly ask: typeof fetch,
		private readonly wanted: string | null,
	) {}

	get slug(): string {
		return this.wanted ?? this.person.value?.agency ?? '';
	}

	/** Whether this person has anything to do here. */
	get isAllowed(): boolean {
		return may(AGENCY_EDIT, this.person.value?.role ?? '');
	}

	/** Asks who is logged in, and for the agency; nothing without a session. */
	async open(): Promise<void> {
		if (this.bearer.hex === null) {
			return;
		}
		const answer = await this.get<Person>('/api/v1/me');
		if (answer !== null) {
			this.person.value = answer;
			if (this.of !== this.slug) {
				this.clear();
				this.of = this.slug;
			}
			await (this.isAllowed ? Promise.all([this.read(), this.look()]) : undefined);
		}
	}

	/** Logs in and opens the office; null, or why not. */
	async login(typed: Typed | null): Promise<LoginFailure | null> {
		this.parting.value = null;
		const answer = await requestTicket(this.ask, typed, browserMarks());
		if (!answer.ok && answer.enrol !== undefined) {
			location.assign(`/join#${answer.enrol}`);
			return null;
		}
		if (!answer.ok) {
			return answer.failure;
		}
		this.bearer.keep(answer.session);
		await this.open();
		return this.person.value === null ? { code: 'net', retryAfter: 0 } : null;
	}

	close(): void {
		this.parting.value = null;
		this.person.value = null;
		this.clear();
		endSession(this.ask, this.bearer, (failure) => {
			this.parting.value = this.person.value === null ? failure : null;
		});
	}

	/** Nothing of an agency stays, and nothing of it comes in late. */
	private clear(): void {
		this.turn++;
		this.checking++;
		this.of = '';
		batch(() => {
			this.kept.value = null;
			this.mayChange.value = new Set();
			this.draft.value = NONE;
			this.faults.value = NONE;
			this.overtaken.value = new Set();
			this.problem.value = '';
			this.saved.value = [];
			this.checked.value = '';
			this.door.value = null;
			this.people.value = null;
			this.replies.value = null;
			this.lines.value = null;
			this.more.value = '';
			this.given.value = null;
			this.writing.value = false;
		});
	}

	/** What stands in the field: what was written, else what is kept. */
	value(field: string): string {
		return this.draft.value[field] ?? this.kept.value?.[field] ?? '';
	}

	write(field: string, value: string): void {
		const { [field]: _old, ...others } = this.draft.value;
		const { [field]: _fault, ...faults } = this.faults.value;
		const same = value === (this.kept.value?.[field] ?? '');
		batch(() => {
			this.draft.value = same ? others : { ...others, [field]: value };
			this.faults.value = faults;
			this.saved.value = [];
		});
	}

	/** Which of these are written and not saved. */
	changed(fields: readonly string[]): string[] {
		return fields.filter((field) => field in this.draft.value);
	}

	discard(fields: readonly string[]): void {
		const out = (texts: Texts): Texts =>
			Object.fromEntries(Object.entries(texts).filter(([name]) => !fields.includes(name)));
		batch(() => {
			this.draft.value = out(this.draft.value);
			this.faults.value = out(this.faults.value);
			this.overtaken.value = new Set(
				[...this.overtaken.value].filter((name) => !fields.includes(name)),
			);
			this.problem.value = '';
		});
	}

	/** Saves what of these was written. Resolves to whether all of it holds now. */
	async save(fields: readonly string[]): Promise<boolean> {
		const changes = this.changes(fields);
		const names = Object.keys(changes);
		if (names.length === 0 || this.busy.value) {
			return names.length === 0;
		}
		const turn = this.turn;
		this.busy.value = true;
		this.problem.value = '';
		const answer = await call(this.ask, this.bearer, '/api/v1/agency', {
			slug: this.slug,
			changes,
			was: this.was(names),
		});
		this.busy.value = false;
		if (turn !== this.turn) {
			return false;
		}
		if (!answer.ok) {
			this.refuse(answer);
			return false;
		}
		this.settle(changes);
		await this.look();
		/* Another worker may have answered before it heard of the change. */
		setTimeout(() => void this.look(), HEARD_MS);
		return true;
	}

	/** These are kept now; what was written into their fields meanwhile stays written. */
	private settle(changes: Texts): void {
		const names = Object.keys(changes);
		const since = names.filter((name) => this.value(name) !== changes[name]);
		const written = Object.fromEntries(since.map((name) => [name, this.value(name)]));
		batch(() => {
			this.kept.value = { ...this.kept.value, ...changes };
			this.discard(names);
			this.draft.value = { ...this.draft.value, ...written };
			this.saved.value = since.length === 0 ? names : [];
		});
	}

	/** Asks whether the daemon would take what was written into a field; saves nothing. */
	async check(field: string): Promise<void> {
		const turn = ++this.checking;
		const changes = this.changes([field]);
		this.checked.value = '';
		if (Object.keys(changes).length === 0) {
			return;
		}
		const answer = await call(this.ask, this.bearer, '/api/v1/agency', {
			slug: this.slug,
			changes,
			was: this.was([field]),
			check: true,
		});
		if (turn !== this.checking) {
			return;
		}
		if (answer.ok) {
			this.checked.value = changes[field] ?? '';
		} else if (answer.code === 'value') {
			this.faults.value = { ...this.faults.value, ...answer.fields };
		}
	}

	async readPeople(): Promise<void> {
		const data = await this.get<{ people: Colleague[] }>(`/api/v1/staff?slug=${this.slug}`);
		this.people.value = data?.people ?? this.people.value;
	}

	/** One change of one colleague. Resolves to whether it was made. */
	async change(name: string, act: string, value?: string): Promise<boolean> {
		const data = await this.post<Given>('/api/v1/staff', {
			slug: this.slug,
			name,
			act,
			...(value !== undefined && { value }),
		});
		this.given.value = data?.password || data?.join ? data : null;
		if (this.person.value !== null) {
			await this.readPeople();
		}
		return data !== null;
	}

	async readReplies(): Promise<void> {
		const data = await this.get<{ replies: Reply[] }>(`/api/v1/replies?slug=${this.slug}`);
		this.replies.value = data?.replies ?? this.replies.value;
	}

	/** Writes a canned reply of the agency; an empty text deletes it. `was`: what it kept there. Resolves to whether it was written. */
	async writeReply(code: string, language: string, text: string, was: string): Promise<boolean> {
		const body = { scope: 'agency', agency: this.slug, code, language, text, was };
		const data = await this.post<object>('/api/v1/replies', body);
		if (this.person.value !== null) {
			await this.readReplies();
		}
		return data !== null;
	}

	/** The newest lines, or with `older` those before the ones that are there. */
	async readLines(older = false): Promise<void> {
		const before = older ? `&before=${this.more.value}` : '';
		const data = await this.get<{ lines: Line[]; more: string }>(
			`/api/v1/agency/audit?slug=${this.slug}${before}`,
		);
		if (data !== null) {
			this.lines.value = [...(older ? (this.lines.value ?? []) : []), ...data.lines];
			this.more.value = data.more;
		}
	}

	/** The agency as the file that the operator imports; null when it could not be had. */
	file(): Promise<string | null> {
		return this.text(`/api/v1/agency/export?slug=${this.slug}`);
	}

	/** A file of the daemon as text; null when it does not come. */
	text(path: string): Promise<string | null> {
		return fetchText(this.ask, this.bearer, path);
	}

	/** An answer of the daemon, with the session of the login. */
	fetch<T>(path: string): Promise<CallAnswer<T>> {
		return call<T>(this.ask, this.bearer, path);
	}

	/** How the door stands now. */
	async look(): Promise<void> {
		const turn = this.turn;
		let door: Door | null = null;
		try {
			const answer = await this.ask(`/api/v1/door?agency=${this.slug}`, {
				credentials: 'omit',
				cache: 'no-store',
			});
			door = answer.ok ? ((await answer.json()) as Door) : null;
		} catch {
			/* Nobody knows how it stands. */
		}
		if (turn === this.turn) {
			this.door.value = door;
		}
	}

	private async read(): Promise<void> {
		const data = await this.get<{ fields: Texts; may_change: string[] }>(
			`/api/v1/agency?slug=${this.slug}`,
		);
		if (data !== null) {
			this.kept.value = data.fields;
			this.mayChange.value = new Set(data.may_change);
		}
	}

	private changes(fields: readonly string[]): Texts {
		const names = this.changed(fields);
		return Object.fromEntries(names.map((name) => [name, this.draft.value[name]!]));
	}

	private was(fields: readonly string[]): Texts {
		return Object.fromEntries(fields.map((name) => [name, this.kept.value?.[name] ?? '']));
	}

	/** What others have written counts as kept from now on; what was written here stays written. */
	private refuse(answer: CallFailure): void {
		batch(() => {
			this.problem.value = answer.code;
			if (answer.code === 'value') {
				this.faults.value = { ...this.faults.value, ...answer.fields };
			} else if (answer.code === 'changed') {
				this.kept.value = { ...this.kept.value, ...answer.fields };
				this.overtaken.value = new Set(Object.keys(answer.fields));
			}
			this.leaveWithoutSession(answer);
		});
	}

	leaveWithoutSession(answer: CallFailure): void {
		if (answer.status === 401) {
			this.person.value = null;
			this.problem.value = 'session';
			this.parting.value = { code: 'expired', retryAfter: 0 };
		}
	}

	private get<T>(path: string): Promise<T | null> {
		return this.take<T>(path);
	}

	private post<T>(path: string, body: object): Promise<T | null> {
		return this.take<T>(path, body);
	}

	private async take<T>(path: string, body?: object): Promise<T | null> {
		const turn = this.turn;
		const answer = await call<T>(this.ask, this.bearer, path, body);
		if (turn !== this.turn) {
			return null;
		}
		if (!answer.ok) {
			this.problem.value = answer.code;
			this.leaveWithoutSession(answer);
		} else if (body !== undefined) {
			/* Reading anew after a refusal does not take back what was said about it. */
			this.problem.value = '';
		}
		return answer.ok ? answer.data : null;
	}
}
