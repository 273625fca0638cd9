/**
 * The colours of the agency's own door for one scheme. While one chooses, the daemon says whether their contrast
 * holds; nothing here judges by itself.
 */
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '@samtale/staff/views/icons';
import {
	completed,
	COLOURS,
	readTheme,
	USUAL,
	writeTheme,
	type Colour,
	type Scheme,
	type Theme,
} from '../colours.ts';
import { usePage } from '../context.ts';
import { Fault, idOf, Was } from './field.tsx';
import { SaveBar } from './save-bar.tsx';

/** How long one must pause for the daemon to be asked. */
const PAUSE_MS = 300;
const NUMBER = /^#[0-9a-f]{6}$/i;

interface ColourProps {
	scheme: Scheme;
	name: Colour;
	theme: Theme;
}

function ColourField({ scheme, name, theme }: ColourProps) {
	const { i18n, office } = usePage();
	const field = `theme.${scheme}`;
	const id = `${idOf(field)}-${name}`;
	const what = i18n.t(`owner.colours.${name}`);
	const usual = completed(theme, scheme)[name];
	/* What is being typed is no colour yet; the page may be drawn anew meanwhile. */
	const [typed, setTyped] = useState<string | null>(null);
	const put = (value: string): void => {
		setTyped(null);
		office.write(field, writeTheme({ ...theme, [name]: value }));
	};
	return (
		<div class="field">
			<label class="ds-label" for={id}>
				{what}
			</label>
			<div class="row nowrap">
				<input
					class="swatch"
					type="color"
					value={NUMBER.test(usual) ? usual : USUAL[scheme].brand}
					aria-label={i18n.t('owner.colours.pick', { what })}
					onInput={(event) => put(event.currentTarget.value)}
				/>
				<input
					class="ds-input"
					id={id}
					value={typed ?? theme[name] ?? ''}
					placeholder={usual}
					spellcheck={false}
					aria-invalid={office.faults.value[field] !== undefined}
					aria-describedby={`${idOf(field)}-fault`}
					data-test={`${field}-${name}`}
					onInput={(event) => setTyped(event.currentTarget.value)}
					onChange={(event) => put(event.currentTarget.value)}
				/>
			</div>
		</div>
	);
}

/** A button and a bubble in these colours. */
function Sample({ theme, scheme }: { theme: Theme; scheme: Scheme }) {
	const { i18n } = usePage();
	const { brand, on_brand, mine, on_mine } = completed(theme, scheme);
	return (
		<div class="row" aria-hidden="true">
			<span class="sample" style={{ background: brand, color: on_brand }}>
				{i18n.t('owner.colours.sample_button')}
			</span>
			<span class="sample" style={{ background: mine, color: on_mine }}>
				{i18n.t('owner.colours.sample_mine')}
			</span>
		</div>
	);
}

export function Palette({ scheme }: { scheme: Scheme }) {
	const { i18n, office } = usePage();
	const field = `theme.${scheme}`;
	const text = office.value(field);
	const theme = readTheme(text);
	const isWritten = field in office.draft.value;
	useEffect(() => {
		const timer = setTimeout(() => isWritten && void office.check(field), PAUSE_MS);
		return () => clearTimeout(timer);
	}, [text]);
	return (
		<section class="card stack wide" aria-labelledby={`head-${scheme}`}>
			<h2 id={`head-${scheme}`}>{i18n.t(`owner.colours.${scheme}`)}</h2>
			<label class="tick">
				<input
					class="ds-input"
					type="checkbox"
					checked={text !== ''}
					data-test={`own-${scheme}`}
					onChange={() => office.write(field, text === '' ? `brand ${USUAL[scheme].brand}` : '')}
				/>
				{i18n.t('owner.colours.own')}
			</label>
			{text !== '' && (
				<>
					<div class="palette">
						{COLOURS.map((name) => (
							<ColourField key={name} scheme={scheme} name={name} theme={theme} />
						))}
					</div>
					<Sample theme={theme} scheme={scheme} />
				</>
			)}
			<Fault field={field} />
			{office.checked.value === text && text !== '' && (
				<p class="good small" data-test={`good-${scheme}`}>
					<Icon name="tick" /> {i18n.t('owner.colours.good')}
				</p>
			)}
			<Was field={field} />
			<SaveBar name={scheme} fields={[field]} />
		</section>
	);
}

export function Palettes() {
	const { i18n } = usePage();
	return (
		<>
			<section class="card stack" aria-labelledby="head-colours">
				<h1 id="head-colours">{i18n.t('owner.colours.head')}</h1>
				<p class="small muted">{i18n.t('owner.colours.hint')}</p>
			</section>
			<Palette scheme="light" />
			<Palette scheme="dark" />
		</>
	);
}
