/** Who somebody is at a glance: initials on a colour, or the bot's mark. */
import type { Person } from "../types";

const COLOURS = ["#3f5f8a", "#7a4b6b", "#2f6b56", "#86552a", "#5a5390"];

export function Face({ who, small }: { who: Person; small?: boolean }) {
  const size = small ? "face small" : "face";
  if (who.is_bot) return <img className={size} src="/page/static/mark.svg" alt="" />;
  const initials = who.real_name.split(" ").map((part) => part[0]).join("").slice(0, 2);
  const sum = [...who.id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return (
    <span className={size} style={{ background: COLOURS[sum % COLOURS.length] }} data-initials={initials} aria-hidden />
  );
}
