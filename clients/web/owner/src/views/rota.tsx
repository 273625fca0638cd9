/** Which duty lead has the pool, and when: the watches to come, and one more. */
import { Icon } from '@samtale/staff/views/icons';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { stamp } from '../moments.ts';
import { spanOf, type Watch } from '../rota.ts';
import { Heads } from './heads.tsx';

const EMPTY = { cid: '', date: '', from: '', until: '' };
type Typed = typeof EMPTY;
const TIMES = [
	['date', 'date'],
	['from', 'time'],
	['until', 'time'],
] as const;

/** Two presses: a watch is taken away. */
function Drop({ watch }: { watch: Watch }) {
	const { i18n, network } = usePage();
	const [sure, setSure] = useState(false);
	const act = i18n.t('owner.rota.drop');
	const what = sure ? i18n.t('owner.network.sure', { what: act }) : act;
	return (
		<button
			type="button"
			class="ds-button small"
			data-variant={sure ? 'primary' : 'secondary'}
			data-test={`rota-drop-${watch.from}`}
			aria-label={i18n.t('owner.people.of', { what, name: watch.name })}
			onBlur={() => setSure(false)}
			onClick={() => {
				setSure(!sure);
				if (sure) {
					void network.rota.drop(watch);
				}
			}}
		>
			{what}
		</button>
	);
}

function Watches({ watches }: { watches: readonly Watch[] }) {
	const { i18n, zone } = usePage();
	if (watches.length === 0) {
		return <p class="muted">{i18n.t('owner.rota.none')}</p>;
	}
	return (
		<div class="scroll" tabIndex={0} role="region" aria-labelledby="head-rota">
			<table class="plain" data-test="rota">
				<Heads of="owner.rota" columns={['who', 'from', 'until']} acts />
				<tbody>
					{watches.map((watch) => (
						<tr key={`${watch.cid} ${watch.from}`}>
							<th scope="row">{watch.name}</th>
							<td class="nobr">{stamp(i18n, watch.from, zone)}</td>
							<td class="nobr">{stamp(i18n, watch.until, zone)}</td>
							<td>
								<Drop watch={watch} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function Add() {
	const { i18n, network, zone } = usePage();
	const [typed, setTyped] = useState<Typed>(EMPTY);
	const people = network.rota.known.value?.people ?? [];
	const span = spanOf(typed.date, typed.from, typed.until, zone);
	const fault = network.rota.fault.value;
	const write = (name: keyof Typed) => (event: Event) => {
		const { value } = event.currentTarget as HTMLInputElement;
		setTyped({ ...typed, [name]: value });
	};
	const submit = async (event: Event): Promise<void> => {
		event.preventDefault();
		if (span !== null && (await network.rota.add(typed.cid, ...span))) {
			setTyped({ ...EMPTY, cid: typed.cid });
		}
	};
	return (
		<form class="stack" onSubmit={(event) => void submit(event)}>
			<div class="row">
				<div class="field">
					<label class="ds-label" for="rota-who">
						{i18n.t('owner.rota.who')}
					</label>
					<select
						class="ds-input"
						id="rota-who"
						data-test="rota-who"
						required
						value={typed.cid}
						onChange={write('cid')}
					>
						<option value="" />
						{people.map(({ cid, name }) => (
							<option key={cid} value={cid}>
								{name}
							</option>
						))}
					</select>
				</div>
				{TIMES.map(([name, type]) => (
					<div key={name} class="field">
						<label class="ds-label" for={`rota-${name}`}>
							{i18n.t(`owner.rota.${name}`)}
						</label>
						<input
							class="ds-input"
							id={`rota-${name}`}
							data-test={`rota-${name}`}
							type={type}
							required
							value={typed[name]}
							onInput={write(name)}
						/>
					</div>
				))}
			</div>
			<div class="row">
				<button type="submit" class="ds-button" data-test="rota-add">
					{i18n.t('owner.rota.add')}
				</button>
				<span role="status">
					{fault !== '' && (
						<span class="error small" data-test="rota-fault">
							<Icon name="warn" />
							{i18n.t(i18n.has(`owner.rota.fault.${fault}`) ? `owner.rota.fault.${fault}` : 'owner.rota.failed')}
						</span>
					)}
				</span>
			</div>
		</form>
	);
}

export function RotaCard() {
	const { i18n, network } = usePage();
	const known = network.rota.known.value;
	useEffect(() => void network.rota.read(), []);
	return (
		<section class="card stack wide" aria-labelledby="head-rota">
			<h2 id="head-rota">{i18n.t('owner.rota.head')}</h2>
			<p class="small muted">{i18n.t('owner.rota.hint')}</p>
			{known !== null && <Watches watches={known.watches} />}
			{known !== null && known.people.length === 0 ? (
				<p class="note warn" data-test="rota-nobody">
					{i18n.t('owner.rota.nobody')}
				</p>
			) : (
				<Add />
			)}
		</section>
	);
}
