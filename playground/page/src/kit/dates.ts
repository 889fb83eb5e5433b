/** `<!date^…>` on the clock of whoever reads it. */
const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

export function dateText(seconds: number, format: string, zone: string): string {
  return format.replace(/\{(\w+?)(?:_pretty)?\}/g, (whole, name: string) => {
    const options = FORMATS[name];
    if (!options) return whole;
    return new Date(seconds * 1000).toLocaleString("en-GB", { ...options, timeZone: zone });
  });
}
