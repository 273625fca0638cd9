/** Where do you live? A combobox over all municipalities, and the right not to say. */
import { Component } from 'preact';
import { findPlaces, type Place } from '../places.ts';
import { nameIn } from '../data.ts';
import { usePage } from './context.ts';
import { Head, T } from './parts.tsx';

/** Most options shown; more typing finds the rest. */
const SHOWN = 20;

export function PlaceScreen() {
	return (
		<main>
			<div class="col">
				<Head k="youth.place.head" />
				<Municipality />
				<Unsaid />
			</div>
		</main>
	);
}

/** The combobox; choosing leads on. */
class Municipality extends Component<object, { input: string; active: number }> {
	override state = { input: '', active: 0 };

	private choose(place: Place | undefined): void {
		if (place) {
			usePage().entrance.place(place.region.pool, place.region.code);
		}
	}

	private onKeyDown(event: KeyboardEvent, shown: readonly Place[]): void {
		const { active } = this.state;
		const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
		if (step !== 0 && shown.length > 0) {
			event.preventDefault();
			this.setState({ active: (active + step + shown.length) % shown.length });
		} else if (event.key === 'Enter') {
			event.preventDefault();
			this.choose(shown[active]);
		} else if (event.key === 'Escape') {
			event.stopPropagation();
			this.setState({ input: '', active: 0 });
		}
	}

	override render() {
		const { state, texts } = usePage();
		const { input, active } = this.state;
		const found = state.directory ? findPlaces(state.directory, input) : [];
		const shown = found.slice(0, SHOWN);
		const open = shown.length > 0;
		const said = open
			? texts.n('youth.place.matches', found.length)
			: texts.t(state.directory ? 'youth.place.none' : 'youth.coming.head');
		return (
			<div class="stack combo">
				<label class="lab" for="m">
					{texts.t('youth.place.label')}
				</label>
				<input
					id="m"
					class="field ds-input"
					data-test="municipality"
					role="combobox"
					aria-expanded={open}
					aria-controls="ml"
					aria-autocomplete="list"
					aria-activedescendant={open ? `m${active}` : undefined}
					autocomplete="off"
					spellcheck={false}
					value={input}
					onInput={(event) =>
						this.setState({ input: event.currentTarget.value, active: 0 })
					}
					onKeyDown={(event) => this.onKeyDown(event, shown)}
				/>
				<ul
					id="ml"
					role="listbox"
					aria-label={texts.t('youth.place.label')}
					class="list"
					hidden={!open}
				>
					{shown.map((place, i) => (
						<li
							key={`${place.region.pool}${place.region.code}`}
							id={`m${i}`}
							role="option"
							aria-selected={i === active}
							data-test={`place-${place.region.pool}-${place.region.code}`}
							onMouseDown={(event) => event.preventDefault()}
							onClick={() => this.choose(place)}
						>
							<span>
								{place.region.name.replace(/ - /g, ' – ')}
								<small>{place.county}</small>
							</span>
						</li>
					))}
				</ul>
				<p class="quiet" role="status">
					{input.trim() === '' ? texts.t('youth.place.hint') : said}
				</p>
			</div>
		);
	}
}

/** Not to say: a button for each pool there is. */
function Unsaid() {
	const { entrance, state, texts } = usePage();
	const pools = state.directory?.pools ?? [];
	return (
		<div class="stack">
			{pools.map((pool) => {
				const name = nameIn(pool.name, texts.language);
				return (
					<button
						key={pool.id}
						class="ds-button big"
						type="button"
						data-variant="secondary"
						data-test={`unsaid-${pool.id}`}
						onClick={() => entrance.place(pool.id, null)}
					>
						<span>
							{texts.t('youth.place.unsaid')}
							{pools.length > 1 && <small lang={name.language}>{name.text}</small>}
						</span>
					</button>
				);
			})}
			<p class="quiet">
				<T k="youth.place.unsaid_hint" />
			</p>
		</div>
	);
}
