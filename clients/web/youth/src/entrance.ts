/**
 * The page as one walks in: the state of all screens, and what can be done before anything is asked
 * for. The visit itself comes with the rest of the page; until then its screens are waited for.
 */
import { tabStore } from '@samtale/core/store';
import type { Door } from './data.ts';
import { fetchPart } from './fetching.ts';
import { continued, recall } from './keep.ts';
import { BEFORE, learnDirectory, learnDoor, learnHelp } from './learn.ts';
import { hasLeft, LEAVE, leaveQuickly, tellLoader } from './leave.ts';
import { EARLY, initialState, reduceWith, type Event, type Reduce, type State } from './state.ts';
import type { Visit } from './visit.ts';

/** Milliseconds between two looks at the door. */
const DOOR_TIME = 60_000;

type Rest = typeof import('./rest.ts');
export type Late = typeof import('./late.ts');
type Aside = typeof import('./aside.ts');

export class Entrance {
	state: State;
	private reduce: Reduce = reduceWith(EARLY);
	readonly store = tabStore();
	/** For parts that come later. */
	readonly tellLoader = tellLoader;
	/** Null: has not come yet. */
	rest: Rest | null = null;
	/** Null: has not come yet. */
	late: Late | null = null;
	/** Null: has not come yet. */
	aside: Aside | null = null;
	/** There as soon as `rest` is. */
	visit: Visit | null = null;
	/** A part could not be fetched so far. */
	isCut = false;
	private isLateAsked = false;
	/** The agency for which a tap has been told; a door of no agency counts for nobody. */
	private tapped = '';

	/**
	 * `changed` is called after each change of the state; `learnTexts` loads what the screens of the
	 * rest say.
	 */
	constructor(
		door: Door,
		readonly language: () => string,
		readonly changed: () => void,
		private readonly learnTexts: () => Promise<void>,
	) {
		this.state = initialState(door, language());
		const kept = recall(this.store, door.agency);
		if (kept) {
			this.state = continued(this.state, kept);
		}
		window.setInterval(() => void learnDoor(this), DOOR_TIME);
	}

	/** The visit has come, with what knows its events. */
	join(visit: Visit, reduce: Reduce): void {
		this.visit = visit;
		this.reduce = reduce;
	}

	/** A visit of this tab goes on: its screen comes with the rest. */
	get goesOn(): boolean {
		return this.state.step !== 'door';
	}

	/**
	 * Fetches what later screens need; the door works without. Who has to choose a municipality
	 * needs the directory before anything else, and most on a bad network.
	 */
	async prepare(): Promise<void> {
		const isNext = !this.goesOn && !this.state.placed;
		await new Promise<void>((tried) => {
			void learnDirectory(this, tried).then(tried);
			if (!isNext) {
				tried();
			}
		});
		await Promise.all([this.fetchRest(), learnHelp(this)]);
	}

	dispatch(event: Event): void {
		if (hasLeft()) {
			return;
		}
		this.state = this.reduce(this.state, event);
		this.visit?.remember();
		void this.fetchLate();
		this.changed();
	}

	next(): void {
		const { step, placed, door } = this.state;
		if (step === 'door') {
			if (door.state === 'pool') {
				this.tap();
			}
			this.dispatch({ type: 'go', step: 'know' });
		} else if (step === 'know') {
			this.dispatch({ type: 'go', step: placed ? 'choose' : 'place' });
			this.visit?.connect();
		}
	}

	/** To the door, as it stands now. */
	back(): void {
		this.dispatch({ type: 'go', step: 'door' });
		void learnDoor(this);
	}

	/** Somebody wanted to write with this agency, whose door is shut: the daemon counts it, once a page. */
	tap(): void {
		const { agency } = this.state.door;
		if (agency !== this.tapped) {
			this.tapped = agency;
			/* A beacon would not say in every browser that it is from here. */
			fetch('/api/v1/tap', { method: 'POST', body: agency, keepalive: true }).catch(() => undefined);
		}
	}

	/** A municipality, or null: does not want to say. */
	place(pool: string, code: string | null): void {
		const { directory } = this.state;
		const found = directory?.pools.find(({ id }) => id === pool);
		const region = directory?.regions.find((r) => r.pool === pool && r.code === code) ?? null;
		const { country = '', languages = this.state.door.languages } = found ?? {};
		const moved = country !== this.state.door.country;
		this.dispatch({ type: 'place', region, pool, country, languages: [...languages] });
		void learnDoor(this);
		if (moved) {
			void learnHelp(this);
		}
	}

	leaveQuickly(status: string): void {
		leaveQuickly({
			exit: this.state.door.exit,
			ticket: this.store.get(LEAVE),
			status,
			close: () => this.visit?.drop(),
		});
	}

	private async fetchRest(): Promise<void> {
		const [rest] = await Promise.all([
			fetchPart(
				(_again) => import('./rest.ts'),
				() => this.tell(true),
			),
			this.learnTexts(),
		]);
		if (!hasLeft()) {
			new rest.Visit(this);
			this.rest = rest;
			this.tell(false);
			void this.fetchLate();
		}
		this.aside = await fetchPart((_again) => import('./aside.ts'));
		this.aside.arrive(this);
		this.changed();
	}

	private async fetchLate(): Promise<void> {
		if (this.rest && !this.isLateAsked && !BEFORE.has(this.state.step)) {
			this.isLateAsked = true;
			this.late = await fetchPart(this.rest.late, () => this.tell(true));
			this.tell(false);
		}
	}

	private tell(isCut: boolean): void {
		this.isCut = isCut;
		this.changed();
	}
}
