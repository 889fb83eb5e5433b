/** The signs that apps write as `:name:`; any other stays as it was written. */
const SIGNS: Record<string, string> = {
  "+1": "👍", "-1": "👎", arrow_right: "➡️", bell: "🔔", bust_in_silhouette: "👤", calendar: "📆",
  clipboard: "📋", date: "📅", eyes: "👀", heart: "❤️", heavy_check_mark: "✔️", hourglass: "⌛",
  information_source: "ℹ️", link: "🔗", lock: "🔒", mag: "🔍", memo: "📝", no_entry: "⛔",
  page_facing_up: "📄", pushpin: "📌", question: "❓", scales: "⚖️", slightly_smiling_face: "🙂",
  smile: "😄", speech_balloon: "💬", star: "⭐", tada: "🎉", thinking_face: "🤔", thumbsdown: "👎",
  thumbsup: "👍", warning: "⚠️", wave: "👋", white_check_mark: "✅", x: "❌",
};

export function sign(name: string, unicode?: string): string {
  if (unicode) return String.fromCodePoint(...unicode.split("-").map((code) => parseInt(code, 16)));
  return SIGNS[name] ?? `:${name}:`;
}

/** Plain words with the signs in their places. */
export const withSigns = (text: string): string =>
  text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => SIGNS[name] ?? whole);
