/**
 * Other services: the panel behind "Help now", and the lists that the closed door and the end show.
 */
import { zoneOf, type Service } from '../data.ts';
import type { Texts } from '../texts.ts';
import { clock } from '../when.ts';
import { usePage } from './context.ts';
import { T } from './parts.tsx';

/** Numbers that everybody may ring at any time: they need no line about hours. */
const EMERGENCY = new Set(['112', '113', '116117']);

/** "116111" as "116 111", "22400040" as "22 40 00 40". */
export function spoken(number: string): string {
	const size = number.length === 6 ? 3 : number.length === 8 ? 2 : number.length;
	return number.replace(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), '$1 ');
}

function hoursOf(texts: Texts, service: Service): string {
	if (service.until > 0) {
		const time = clock(texts, service.until * 1000, zoneOf(service.country));
		return texts.t('youth.help.open_until', { time });
	}
	if (!service.confirmed || service.hours === 'unconfirmed') {
		return texts.t('youth.help.unconfirmed');
	}
	return service.hours === '24h'
		? texts.t('youth.help.all_day')
		: texts.t('youth.help.hours', { hours: service.hours });
}

function agesOf(texts: Texts, ages: string): string {
	const [from = '', to = ''] = ages.split('-');
	if (to === '') {
		return texts.t('youth.help.all_ages');
	}
	return from === '0'
		? texts.t('youth.help.under', { age: to })
		: texts.t('youth.help.ages', { from, to });
}

/** The line under a service's name: who it is for, when, and whether it keeps what is said. */
export function about(texts: Texts, service: Service): string {
	const keeps = service.keeps_record === true || service.keeps_record === 'yes';
	const facts = EMERGENCY.has(service.id)
		? []
		: [agesOf(texts, service.ages), hoursOf(texts, service)].map((fact) => `${fact}.`);
	return [...facts, keeps ? texts.t('youth.help.keeps_record') : ''].join(' ').trim();
}

function Row({ service }: { service: Service }) {
	const { texts } = usePage();
	const { channel, address, name, country } = service;
	const line = about(texts, service);
	const scheme = channel === 'phone' ? 'tel:' : channel === 'sms' ? 'sms:' : '';
	const number = spoken(address);
	return (
		<li>
			<a class="go" href={`${scheme}${address}`} rel="noreferrer">
				<span>
					<b lang={country === 'DK' ? 'da' : 'nb'}>{name}</b>
					{line !== '' && <small {...texts.lang('youth.help.unconfirmed')}>{line}</small>}
				</span>
				<span>
					{channel === 'phone' && <T k="youth.help.call" with={{ number }} />}
					{channel === 'sms' && <T k="youth.help.sms" with={{ number }} />}
					{channel === 'chat' && <T k="youth.help.chat" />}
				</span>
			</a>
		</li>
	);
}

/** Before there is a country, those of each under its name. */
export function Services({ list }: { list: readonly Service[] }) {
	const { texts } = usePage();
	const countries = [...new Set(list.map(({ country }) => country))];
	return (
		<>
			{countries.map((country) => (
				<div class="stack" key={country}>
					{countries.length > 1 && (
						<h3 class="ds-heading" data-size="xs">
							{texts.word('common.country', country)}
						</h3>
					)}
					<ul class="list">
						{list
							.filter((service) => service.country === country)
							.map((service) => (
								<Row key={service.id} service={service} />
							))}
					</ul>
				</div>
			))}
		</>
	);
}

/** What to do when one cannot speak. */
export function Silent() {
	return (
		<p>
			<T k="youth.help.silent.head" /> <T k="youth.help.silent.text" />
		</p>
	);
}

/** Services of the door's country: calls first, then the rest. */
export function useServices(): Service[] {
	const { state } = usePage();
	const order = ['phone', 'sms', 'chat'];
	return [...(state.services ?? [])].sort(
		(a, b) => order.indexOf(a.channel) - order.indexOf(b.channel),
	);
}

/** The panel behind "Help now". It works with the socket down, and before our list has come. */
export function HelpPanel() {
	const { state, firstHelp } = usePage();
	const services = useServices();
	if (state.services === null && firstHelp !== '') {
		return <div class="panel stack" dangerouslySetInnerHTML={{ __html: firstHelp }} />;
	}
	return (
		<div class="panel stack">
			<h2 class="ds-heading" data-size="xs">
				<T k="youth.help.head" />
			</h2>
			{services.length === 0 && (
				<p>
					<T k="youth.help.failed" />
				</p>
			)}
			<Services list={services} />
			<Silent />
		</div>
	);
}
