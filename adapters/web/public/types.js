/**
 * The shapes that the playground's HTTP interface sends. Times are epoch milliseconds on the bot's clock.
 *
 * @typedef {'us' | 'customer' | 'bot'} Side
 * @typedef {{ id: string, name: string, side: 'us' | 'customer', role?: string, org?: string, customerId?: number }} Person
 * @typedef {'customer' | 'community' | 'team' | 'managers' | 'direct' | 'unlinked'} Purpose
 * @typedef {{ id: string, name: string, purpose: Purpose, kind: 'group' | 'direct', customerId?: number,
 *   people: string[], lastAt?: number, lastText?: string, platform: string }} Room
 * @typedef {{ now: number, offsetMs: number, zone: string, currency: string, demo: boolean, company: string,
 *   people: Person[], rooms: Room[] }} Playground
 *
 * @typedef {{ label: string, action: string, value: string, style?: 'primary' | 'danger' }} CardButton
 * @typedef {{ kind: 'text', text: string } | { kind: 'quote', text: string, source?: string }
 *   | { kind: 'fields', fields: { label: string, value: string }[] }
 *   | { kind: 'meter', label: string, share: number, value: string } | { kind: 'heading', text: string }
 *   | { kind: 'image', picture: string, alt: string }
 *   | { kind: 'buttons', buttons: CardButton[] } | { kind: 'divider' }
 *   | { kind: 'select', label: string, action: string, options: { label: string, value: string }[] }} CardBlock
 * @typedef {{ title: string, blocks: CardBlock[] }} Card
 * @typedef {{ emoji: string, people: string[] }} Reaction
 * @typedef {{ id: number, key: string, at: number, person: { id: string, name: string, side: Side },
 *   text: string, card?: Card, editedAt?: number, recalledAt?: number, onlyFor?: string,
 *   reactions: Reaction[], pending?: boolean }} Message
 * @typedef {{ messages: Message[], before?: string }} MessagePage
 *
 * @typedef {{ id: number, at: number, quote: string, roomId: string, messageId?: number }} Evidence
 * @typedef {{ key: string, name: string, score: number, weight: number, why: string, evidence: Evidence[] }} HealthPart
 * @typedef {{ rule: string, name: string, since: number, why: string, evidence: Evidence[] }} Warning
 * @typedef {{ id: number, rule: string, title: string, why: string, openedAt: number, dueAt?: number,
 *   status: 'open' | 'snoozed', owner?: string | { id: string, name: string }, evidence: Evidence[] }} FollowUp
 * @typedef {{ id: number, text: string, by: { id: string, name: string }, madeAt: number, dueAt?: number,
 *   status: 'open' | 'kept' | 'broken' }} PromiseMade
 * @typedef {{ id: number, text: string, askedBy: string | { name: string }, at: number }} Question
 * @typedef {{ at: number, from: string, to: string, fromName: string, toName: string, rule: string, why: string }} Move
 * @typedef {{ id: number, at: number, kind: string, title: string, quote?: string }} TimelineItem
 * @typedef {{ id: number, name: string, kind: 'person' | 'organisation', owner?: { id: string, name: string },
 *   demo: boolean,
 *   stage: { key: string, name: string, preset: string, since: number, rule?: string, why: string },
 *   health: { score: number, parts: HealthPart[] },
 *   sentiment: { now: number, slope: number, trend: { at: number, score: number }[] },
 *   churn: { probability: number, why: string[], formula: string, reasons: { reason: string, evidence: Evidence[] }[] },
 *   tier: string | null, tierWhy: string | null, rfm: string | null,
 *   value: { amount: number, formula: string, atRisk: number, historic: number,
 *     alive: number | null },
 *   warnings: Warning[], followUps: FollowUp[], promises: PromiseMade[], questions: Question[],
 *   moves: Move[], timeline: TimelineItem[] }} Customer
 * @typedef {{ id: number, name: string, stage: string, stageName: string, health: number, churn: number,
 *   valueAtRisk: number, lastAt?: number, warnings: string[] }} CustomerRow
 * @typedef {'risk' | 'name' | 'silent'} CustomerSort
 * @typedef {{ text: string, label: string, detail: string }} Completion
 *
 * @typedef {{ as: string, room: string } & ({ type: 'message', text: string }
 *   | { type: 'edit', message: string, text: string } | { type: 'recall', message: string }
 *   | { type: 'react', message: string, emoji: string, change: 'added' | 'removed' }
 *   | { type: 'action', action: string, value: string, message: string })} PlaygroundEvent
 * @typedef {{ rooms: string[], customers: number[], rooms_list?: boolean }} Changed
 * @typedef {{ now: number, share: number, done: boolean }} ClockStep
 * @typedef {'connecting' | 'online' | 'offline'} Connection
 * @typedef {'zh' | 'en'} Language
 * @typedef {'rooms' | 'conversation' | 'inspector'} View
 */

export {};
