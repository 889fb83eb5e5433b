/** What Slack gets: the very JSON, the limits it uses, what the checker says, how it was ranked. */
import { useEffect, useState } from "react";
import { useStage } from "../stage";
import type { Facts as SlackGets, Owner } from "../types";
import * as wire from "../wire";
import { Pane } from "./Pane";

export function FactsPane({ owner }: { owner: Owner }) {
  return (
    <Pane title="What Slack gets" kind="facts">
      <div className="pane-body" tabIndex={0} role="region" aria-label="Facts of the message">
        <Facts owner={owner} />
      </div>
    </Pane>
  );
}

export function Facts({ owner }: { owner: Owner }) {
  const { me, seen, tell } = useStage();
  const [facts, setFacts] = useState<SlackGets | null>(null);
  const place = JSON.stringify(owner);
  useEffect(() => {
    let there = true;
    wire.facts(me.id, JSON.parse(place) as Owner).then(
      (found) => { if (there) setFacts(found); },
      (fault: Error) => tell(fault.message),
    );
    return () => { there = false; };
  }, [place, me.id, tell]);
  return (
    <div className="facts">
      {facts ? <Told facts={facts} /> : <p className="muted">…</p>}
      {seen.violations.length > 0 && (
        <>
          <h3>Faults noted so far</h3>
          <ul className="problems">{seen.violations.map((one, index) => <li key={index}>{one}</li>)}</ul>
        </>
      )}
    </div>
  );
}

function Told({ facts }: { facts: SlackGets }) {
  return (
    <>
      <p>Goes to {facts.to}.{facts.asked && <> Answers <code>{facts.asked}</code></>}</p>
      <h3>Checked as Slack checks it</h3>
      {facts.problems.length === 0 ? (
        <p className="fine">✓ Nothing to object to.</p>
      ) : (
        <ul className="problems">
          {facts.problems.map((one, index) => (
            <li key={index}>{one.sentence} <code>{one.where}</code>{one.refused ? " (refused)" : ""}</li>
          ))}
        </ul>
      )}
      <h3>Limits used</h3>
      <table className="limits">
        <tbody>
          {facts.limits.map((one) => (
            <tr key={one.name}>
              <th scope="row">{one.name}</th>
              <td>{one.used.toLocaleString("en-GB")} of {one.most.toLocaleString("en-GB")}</td>
              <td aria-hidden><meter value={one.used} max={one.most} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {facts.explained && (
        <>
          <h3>How it was understood and ranked</h3>
          <p className="hint">As <code>minutebook search --explain</code> says it.</p>
          <pre tabIndex={0}>{facts.explained}</pre>
        </>
      )}
      <h3>As it is sent</h3>
      <pre tabIndex={0}>{JSON.stringify(facts.sent, null, 2)}</pre>
      {facts.received && (
        <details>
          <summary>What the bot was sent</summary>
          <pre tabIndex={0}>{JSON.stringify(facts.received, null, 2)}</pre>
        </details>
      )}
    </>
  );
}
