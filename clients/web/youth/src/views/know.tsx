/** Five lines before any text field, and again from the talk's menu. */
import { nameIn } from '../data.ts';
import type { Key } from '../texts.ts';
import { usePage } from './context.ts';
import { Head, T } from './parts.tsx';

interface Line {
	label: Key;
	text: Key;
	params?: Record<string, string>;
}

const DUTY = 'youth.know.duty.label';

function useLines(): Line[] {
	const { state, texts } = usePage();
	const { door } = state;
	/* The lines may stand in another language than the page; what is put into them follows. */
	const language = texts.lang('youth.know.who.text').lang ?? texts.language;
	const answers = nameIn(door.answers, language).text;
	const works_with = nameIn(door.works_with, language).text;
	const own = answers !== '' && works_with !== '';
	return [
		{
			label: 'youth.know.who.label',
			text: own ? 'youth.know.who.text' : 'youth.know.who.text_pool',
			params: { answers, works_with },
		},
		{ label: 'youth.know.you.label', text: 'youth.know.you.text' },
		{ label: DUTY, text: 'youth.know.duty.text' },
		{
			label: 'youth.know.delete.label',
			text: 'youth.know.delete.text',
			params: { duration: texts.n('youth.know.minutes', door.delete_minutes) },
		},
		{ label: 'youth.know.leave.label', text: 'youth.know.leave.text' },
	];
}

/** The five lines as a list. */
export function FiveLines() {
	const { entrance, state } = usePage();
	const Duty = entrance.aside?.Duty;
	return (
		<>
			<ol class="five">
				{useLines().map(({ label, text, params }) => (
					<li key={label}>
						<strong>
							<T k={label} />
						</strong>
						<p>
							<T k={text} with={params} />
						</p>
						{label === DUTY && Duty && <Duty />}
					</li>
				))}
			</ol>
			{state.door.profile === 'demo' && (
				<p class="card warm">
					<T k="youth.know.seal.demo" />
				</p>
			)}
		</>
	);
}

export function KnowScreen() {
	const { entrance } = usePage();
	return (
		<main>
			<div class="col">
				<Head k="youth.know.head" />
				<FiveLines />
			</div>
			<div class="act">
				<div>
					<button
						class="ds-button big"
						type="button"
						data-test="know-next"
						onClick={() => entrance.next()}
					>
						<T k="youth.know.next" />
					</button>
				</div>
			</div>
		</main>
	);
}
