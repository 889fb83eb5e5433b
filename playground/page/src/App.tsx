/** The whole page: who one is, where one is, what is open beside it. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FactsPane } from "./parts/FactsPane";
import { Guide } from "./parts/Guide";
import { Conversation } from "./parts/Conversation";
import { HomeTab } from "./parts/HomeTab";
import { Modals } from "./parts/Modals";
import { Sidebar } from "./parts/Sidebar";
import { ThreadPane } from "./parts/ThreadPane";
import { TopBar } from "./parts/TopBar";
import { person, StageContext, type Place, type Side, type Stage } from "./stage";
import type { About, Seen } from "./types";
import * as wire from "./wire";

const FIRST_PERSON = "U0MEMBER";
const FIRST_PLACE: Place = { kind: "channel", id: "C0PANEL" };
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function useTheme(): ["light" | "dark", () => void] {
  const [chosen, choose] = useState<"light" | "dark" | null>(() => {
    const kept = localStorage.getItem("theme");
    return kept === "light" || kept === "dark" ? kept : null;
  });
  const [system, setSystem] = useState(dark.matches);
  const theme = chosen ?? (system ? "dark" : "light");
  useEffect(() => {
    const changed = (): void => setSystem(dark.matches);
    dark.addEventListener("change", changed);
    return () => dark.removeEventListener("change", changed);
  }, []);
  useEffect(() => { document.documentElement.dataset.theme = theme; }, [theme]);
  const turn = (): void => {
    const next = theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", next);
    choose(next);
  };
  return [theme, turn];
}

export function App() {
  const [theme, turnTheme] = useTheme();
  const [user, setUser] = useState(FIRST_PERSON);
  const [seen, setSeen] = useState<Seen | null>(null);
  const [about, setAbout] = useState<About | null>(null);
  const [lost, setLost] = useState(false);
  const [place, setPlace] = useState<Place>(FIRST_PLACE);
  const [side, show] = useState<Side>({ kind: "guide" });
  const [drawer, setDrawer] = useState(false);
  const [told, setTold] = useState<{ sentence: string; id: number } | null>(null);
  const userNow = useRef(user);
  userNow.current = user;

  const tell = useCallback((sentence: string) => setTold({ sentence, id: Date.now() }), []);

  useEffect(
    () =>
      wire.follow(user, (now) => {
        setLost(now === null);
        if (now) setSeen(now);
      }),
    [user],
  );
  const book = seen?.book;
  useEffect(() => {
    wire.about().then(setAbout, (fault: Error) => tell(fault.message));
  }, [book, tell]);
  useEffect(() => {
    if (!told) return;
    const timer = window.setTimeout(() => setTold(null), 8000);
    return () => window.clearTimeout(timer);
  }, [told]);

  const go = useCallback((next: Place) => {
    setPlace(next);
    setDrawer(false);
    show((now) => (now?.kind === "thread" ? null : now));
  }, []);
  const be = useCallback((next: string, there?: Place) => {
    userNow.current = next;
    setUser(next);
    show((now) => (now?.kind === "guide" ? now : null));
    setPlace(there ?? FIRST_PLACE);
  }, []);
  const act = useCallback<Stage["act"]>(async (name, body = {}) => {
    try {
      return await wire.act(name, { user: userNow.current, ...body });
    } catch (fault) {
      tell((fault as Error).message);
      return null;
    }
  }, [tell]);

  const ready = seen && about && seen.as === user;
  const stage = useMemo<Stage | null>(
    () => (seen && about ? { seen, about, me: person(seen, seen.as), theme, place, side, go, be, show, act, tell } : null),
    [seen, about, theme, place, side, go, be, act, tell],
  );
  if (!stage) {
    return (
      <main className="waiting">
        <p role="status">{lost ? "The playground cannot be reached. Start it again and reload." : "Opening…"}</p>
      </main>
    );
  }
  return (
    <StageContext.Provider value={stage}>
      <div className={`app ${side ? "with-side" : ""} ${drawer ? "with-drawer" : ""}`} aria-busy={!ready}>
        <TopBar turnTheme={turnTheme} drawer={drawer} setDrawer={setDrawer} />
        <Sidebar close={() => setDrawer(false)} />
        <main className="main" aria-label="Conversation">
          {place.kind === "home" ? <HomeTab /> : <Conversation key={place.id} channel={place.id} />}
        </main>
        {side?.kind === "guide" && <Guide />}
        {side?.kind === "thread" && <ThreadPane key={side.ts} channel={side.channel} ts={side.ts} />}
        {side?.kind === "facts" && <FactsPane owner={side.owner} />}
        <Modals />
      </div>
      <div className="told" role="alert">{told && <p key={told.id}>{told.sentence}</p>}</div>
      {(lost || !stage.seen.connected) && (
        <p className="told low" role="status">
          {lost ? "The playground cannot be reached." : "The bot is connecting…"}
        </p>
      )}
    </StageContext.Provider>
  );
}
