/** Times as the reader's own clock shows them. */
const DAY: Intl.DateTimeFormatOptions = { year: "numeric", month: "long", day: "numeric" };
const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: DAY,
  date_short: { ...DAY, month: "short" },
  date_long: { ...DAY, weekday: "long" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

/** What `<!date^…>` reads: each `{name}` of Slack's formats in its place. */
export function dateText(seconds: number, format: string, zone: string): string {
  return format.replace(/\{(\w+?)(?:_pretty)?\}/g, (whole, name: string) => {
    const options = FORMATS[name];
    return options ? new Date(seconds * 1000).toLocaleString("en-GB", { ...options, timeZone: zone }) : whole;
  });
}

/** The value of a `datetime-local` field for a moment, on the clock of this zone. */
export function localTime(seconds: number, zone: string): string {
  return new Date(seconds * 1000).toLocaleString("sv-SE", { timeZone: zone }).slice(0, 16).replace(" ", "T");
}

/** The moment that such a field tells, or null where it tells none. */
export function momentOf(local: string, zone: string): number | null {
  const seconds = (text: string): number => Date.parse(`${text}Z`) / 1000;
  const there = seconds(local);
  if (Number.isNaN(there)) return null;
  const ahead = seconds(localTime(there, zone)) - there;
  const first = there - ahead;
  return there - (seconds(localTime(first, zone)) - first);
}
