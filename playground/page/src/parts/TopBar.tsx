/** Above everything: the clock, who one is, how it looks. */
import { useEffect, useState } from "react";
import { Menu } from "../kit/Menu";
import { ROLES, useStage } from "../stage";
import type { Person } from "../types";
import { Face } from "./Face";
import { Mark } from "./Mark";

export function TopBar({ turnTheme, drawer, setDrawer }: {
  turnTheme: () => void;
  drawer: boolean;
  setDrawer: (open: boolean) => void;
}) {
  const { theme, side, show } = useStage();
  return (
    <header className="top">
      <button type="button" className="top-button narrow-only" aria-expanded={drawer} aria-controls="sidebar"
        onClick={() => setDrawer(!drawer)} aria-label="Channels">
        <Mark of="menu" />
      </button>
      <h1><img src="/page/static/mark.svg" alt="" /> <span>Minutebook <small>playground</small></span></h1>
      <Clock />
      <People />
      <button type="button" className="top-button" aria-pressed={side?.kind === "guide"}
        onClick={() => show(side?.kind === "guide" ? null : { kind: "guide" })}>
        Guide
      </button>
      <button type="button" className="top-button" onClick={turnTheme}
        aria-label={theme === "dark" ? "Light colours" : "Dark colours"}
        title={theme === "dark" ? "Light colours" : "Dark colours"}>
        <Mark of={theme === "dark" ? "sun" : "moon"} />
      </button>
    </header>
  );
}

function Clock() {
  const { seen, me, act } = useStage();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 5000);
    return () => window.clearInterval(timer);
  }, []);
  const shown = new Date(now + seen.ahead * 1000).toLocaleString("en-GB", {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: me.tz,
  });
  const forward = (body: object) => () => void act("clock", { ...body });
  return (
    <Menu
      className="top-button clock"
      label="Move the clock forward"
      choices={[
        { label: `To the next digest (${seen.digest.time})`, choose: forward({}) },
        { label: "By an hour", choose: forward({ seconds: 3600 }) },
        { label: "By a day", choose: forward({ seconds: 86400 }) },
        { label: "By a week", choose: forward({ seconds: 7 * 86400 }) },
      ]}
    >
      <span className="unseen">Clock: </span>
      <Mark of="clock" />
      <time>{shown}</time>
      {seen.ahead > 0 && <span className="moved">moved</span>}
    </Menu>
  );
}

/** Everybody one can be, one press away; on a phone in a menu. */
function People() {
  const { seen, me, be } = useStage();
  const people = seen.people.filter((one) => !one.is_bot);
  const role = (one: Person): string => ROLES[one.id] ?? one.tz;
  return (
    <>
      <div className="people wide-only" role="group" aria-label="Who you are">
        {people.map((one) => (
          <button key={one.id} type="button" aria-pressed={one.id === me.id} title={`${one.real_name}, ${role(one)}`}
            aria-label={`Be ${one.real_name}, ${role(one)}`} onClick={() => void be(one.id)}>
            <Face who={one} small />
          </button>
        ))}
        <p className="who-name" role="status">{me.real_name} <small>{role(me)}</small></p>
      </div>
      <div className="narrow-only">
        <Menu className="top-button who" label="Be somebody else"
          choices={people.map((one) => ({ label: `${one.real_name} · ${role(one)}`, choose: () => void be(one.id) }))}>
          <span className="unseen">You are {me.real_name}</span>
          <Face who={me} small />
        </Menu>
      </div>
    </>
  );
}
