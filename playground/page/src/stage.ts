/** What every part of the page may know and do. */
import { createContext, useContext } from "react";
import type { About, Message, Owner, Person, Seen } from "./types";

export type Place = { kind: "channel"; id: string } | { kind: "home" };
export type Side =
  | { kind: "guide" }
  | { kind: "thread"; channel: string; ts: string }
  | { kind: "facts"; owner: Owner }
  | null;

export interface Stage {
  seen: Seen;
  about: About;
  me: Person;
  theme: "light" | "dark";
  place: Place;
  side: Side;
  /** Whether the guide comes back when what lies over it is closed. */
  guided: boolean;
  go: (place: Place) => void;
  /** Becomes somebody else; done when the page shows what they see. */
  be: (user: string, place?: Place) => Promise<void>;
  show: (side: Side) => void;
  /** Does an act as the person one is; what goes wrong is told. True when it was done. */
  act: (name: string, body?: Record<string, unknown>) => Promise<Record<string, any> | null>;
  tell: (sentence: string) => void;
}

export const StageContext = createContext<Stage | null>(null);

export function useStage(): Stage {
  const stage = useContext(StageContext);
  if (!stage) throw new Error("outside of the stage");
  return stage;
}

export const person = (seen: Seen, id: string): Person =>
  seen.people.find((one) => one.id === id) ?? {
    id, name: id, real_name: id, tz: "UTC", is_bot: false, is_guest: false,
  };

/** The direct message with the bot. */
export const botChannel = (seen: Seen): string =>
  seen.channels.find((one) => one.kind === "im" && one.with === seen.bot)?.id ?? "";

export const isReply = (message: Message): boolean =>
  !!message.thread_ts && message.thread_ts !== message.ts && !message.broadcast;

/** The hour of a message on the clock of whoever reads it. */
export function clock(ts: string | number, zone: string): string {
  const when = new Date(Number(ts) * 1000);
  return when.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
}

export function day(ts: string | number, zone: string): string {
  const when = new Date(Number(ts) * 1000);
  return when.toLocaleDateString("en-GB", {
    weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zone,
  });
}

export const ROLES: Record<string, string> = {
  U0MEMBER: "Panel member",
  U0CLERK: "Clerk",
  U0GUEST: "Guest",
  U0AWAY: "Member, in New York",
};
