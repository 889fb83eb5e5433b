/** Where one can go: the channels, the bot, and a book of one's own. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { botChannel, useStage } from "../stage";
import type { Channel } from "../types";
import { Mark } from "./Mark";
import { OwnMinutes } from "./OwnMinutes";

export function Sidebar({ close }: { close: () => void }) {
  const { seen, about, place, go, act } = useStage();
  const [own, setOwn] = useState(false);
  const unread = useUnread();
  const here = place.kind === "channel" ? place.id : "";
  const dm = botChannel(seen);
  const channels = seen.channels.filter((one) => one.kind !== "im");

  const link = (id: string, label: string, mark: ReactNode, open: () => void, current: boolean) => (
    <li key={id}>
      <button type="button" className={unread.has(id) ? "place unread" : "place"}
        aria-current={current ? "page" : undefined} onClick={open}>
        <span className="place-mark" aria-hidden>{mark}</span>
        {label}
        {unread.has(id) && <span className="dot"><span className="unseen">, unread</span></span>}
      </button>
    </li>
  );
  return (
    <nav id="sidebar" className="sidebar" aria-label="Channels"
      onKeyDown={(event) => { if (event.key === "Escape") close(); }}>
      <h2>Channels</h2>
      <ul>
        {channels.map((one: Channel) =>
          link(one.id, one.name, one.kind === "private" ? <Mark of="lock" /> : "#",
            () => go({ kind: "channel", id: one.id }), here === one.id))}
      </ul>
      <h2>{about.name}</h2>
      <ul>
        {link(dm, "Direct message", <Mark of="letter" />, () => {
          go({ kind: "channel", id: dm });
          void act("open_home", { tab: "messages" });
        }, here === dm)}
        {about.home && link("home", "Home", <Mark of="home" />, () => {
          go({ kind: "home" });
          void act("open_home", { tab: "home" });
        }, place.kind === "home")}
      </ul>
      <div className="sidebar-end">
        {seen.book === "own" ? (
          <>
            <p>The bot is reading a book of your own.</p>
            <button type="button" className="button" onClick={() => void act("book", { name: "samples" })}>
              Back to the sample minutes
            </button>
          </>
        ) : null}
        <button type="button" className="button" onClick={() => setOwn(true)}>
          {seen.book === "own" ? "Add more of your minutes" : "Bring your own minutes"}
        </button>
        <p>
          The panel, its minutes and these people are invented. Nothing leaves this machine.
        </p>
      </div>
      {own && <OwnMinutes close={() => setOwn(false)} />}
    </nav>
  );
}

/** The channels with messages that came since one was last there. */
function useUnread(): Set<string> {
  const { seen, place } = useStage();
  const read = useRef(new Map<string, string>());
  const who = useRef("");
  const last = new Map<string, string>();
  for (const message of seen.messages) last.set(message.channel, message.ts);
  const here = place.kind === "channel" ? place.id : "";
  if (who.current !== seen.as) {
    who.current = seen.as;
    read.current = new Map(last);
  }
  useEffect(() => {
    const ts = last.get(here);
    if (ts) read.current.set(here, ts);
  });
  const unread = [...last].filter(([id, ts]) => id !== here && ts > (read.current.get(id) ?? ""));
  return new Set(unread.map(([id]) => id));
}
