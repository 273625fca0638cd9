/** A municipality is invited: what it is called, whose texts it begins with, who comes first; and the link, shown once. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Region } from '@samtale/core/places';
import { Icon } from '@samtale/staff/views/icons';
import { usePage } from '../context.ts';
import { Expected } from './field.tsx';

const EMPTY = { slug: '', name: '', buddy: '', owner: '', alias: '' };
type Typed = typeof EMPTY;

interface LineProps {
	name: string;
	/** Without a hint where the label says it all. */
	hint?: boolean;
	children(shared: object): ComponentChildren;
}

/** Label, control, and what was wrong with it in the daemon's words. */
function Line({ name, hint = false, children }: LineProps) {
	const { i18n, network } = usePage();
	const id = `invite-${name}`;
	const expected = network.faults.value[name];
	return (
		<div class="field">
			<label class="ds-label" for={id}>
				{i18n.t(`owner.invite.${name}`)}
			</label>
			{hint && (
				<p class="small muted" id={`${id}-hint`}>
					{i18n.t(`owner.invite.${name}_hint`)}
				</p>
			)}
			{children({
				id,
				class: 'ds-input',
				required: true,
				'data-test': id,
				'aria-invalid': expected !== undefined,
				'aria-describedby': `${hint ? `${id}-hint ` : ''}${id}-fault`,
			})}
			<Expected id={`${id}-fault`} expected={expected} test={`${id}-fault`} />
		</div>
	);
}

/** The way in, to be sent to the one it is for. */
function Link() {
	const { i18n, network } = usePage();
	const [copied, setCopied] = useState('');
	const invited = network.invited.value;
	if (invited === null) {
		return null;
	}
	const link = location.origin + invited.join;
	const copy = (): void => {
		void navigator.clipboard?.writeText(link).then(
			() => setCopied(link),
			() => undefined,
		);
	};
	return (
		<div class="stack wide" data-test="invited">
			<p class="note good">
				<Icon name="tick" />
				{i18n.t('owner.invite.done', { owner: invited.owner })}
			</p>
			<p class="snippet">
				<code data-test="invite-link">{link}</code>
			</p>
			<div class="row">
				<button type="button" class="ds-button" data-test="invite-copy" onClick={copy}>
					{i18n.t('owner.invite.copy')}
				</button>
				<span class="good small">{copied === link && i18n.t('owner.sites.copied')}</span>
			</div>
		</div>
	);
}

/** The places by county, as people look for them. */
function Places({ free }: { free: readonly Region[] }) {
	const { network } = usePage();
	const counties = [...new Set(free.map(({ pool, county }) => `${pool} ${county}`))];
	const label = (key: string): string => network.counties.value[key] ?? key;
	return (
		<>
			<option value="" />
			{counties.map((key) => (
				<optgroup key={key} label={label(key)}>
					{free
						.filter(({ pool, county }) => `${pool} ${county}` === key)
						.map(({ pool, code, name }) => (
							<option key={code} value={`${pool} ${code}`}>
								{name}
							</option>
						))}
				</optgroup>
			))}
		</>
	);
}

export function Invite() {
	const { i18n, network } = usePage();
	const [typed, setTyped] = useState<Typed>(EMPTY);
	const [place, setPlace] = useState('');
	const [pool = '', municipality = ''] = place.split(' ');
	const write = (name: keyof Typed) => (event: Event) => {
		const { value } = event.currentTarget as HTMLInputElement;
		setTyped({ ...typed, [name]: value });
	};
	const choose = (event: Event): void => {
		const chosen = (event.currentTarget as HTMLSelectElement).value;
		const [before, now] = [network.suggest(place), network.suggest(chosen)];
		/* What was written by hand stays where nothing is there yet. */
		const next = (name: 'slug' | 'name'): string =>
			now.isThere || typed[name] === before[name] ? now[name] : typed[name];
		setPlace(chosen);
		setTyped({ ...typed, slug: next('slug'), name: next('name') });
	};
	const send = async (event: Event): Promise<void> => {
		event.preventDefault();
		const done = await network.invite({
			...typed,
			pool,
			municipality,
			alias: typed.alias.trim(),
			owner: typed.owner.trim().toLowerCase(),
		});
		if (done) {
			setTyped(EMPTY);
			setPlace('');
		}
	};
	const text = (name: 'slug' | 'name' | 'owner' | 'alias', hint = false) => (
		<Line name={name} hint={hint}>
			{(shared) => (
				<input
					{...shared}
					type="text"
					value={typed[name]}
					spellcheck={false}
					autocomplete="off"
					autocapitalize="off"
					onInput={write(name)}
				/>
			)}
		</Line>
	);
	return (
		<section class="card stack wide" aria-labelledby="head-invite">
			<h1 id="head-invite">{i18n.t('owner.invite.head')}</h1>
			<p class="small muted">{i18n.t('owner.invite.hint')}</p>
			<div role="status">
				<Link />
			</div>
			<form class="stack wide" onSubmit={(event) => void send(event)}>
				<div class="pair">
					<Line name="municipality">
						{(shared) => (
							<select {...shared} value={place} onChange={choose}>
								<Places free={network.free} />
							</select>
						)}
					</Line>
					{text('name')}
					{text('slug', true)}
					<Line name="buddy" hint>
						{(shared) => (
							<select {...shared} value={typed.buddy} onChange={write('buddy')}>
								<option value="" />
								{network.buddies(pool).map(({ slug, name }) => (
									<option key={slug} value={slug}>
										{name}
									</option>
								))}
							</select>
						)}
					</Line>
					{text('owner', true)}
					{text('alias', true)}
				</div>
				<div>
					<button
						type="submit"
						class="ds-button"
						aria-disabled={network.busy.value}
						data-test="invite-go"
					>
						{i18n.t('owner.invite.go')}
					</button>
				</div>
			</form>
		</section>
	);
}
