// Sending what waits, in order, each exactly once: a key of idempotency per note, the version that was seen with it.
export class Envois {
  constructor(queue, onChange) {
    this.queue = queue;
    this.onChange = onChange;
    this.results = new Map();
    this.online = true;
    this.message = "";
    this.busy = false;
  }

  async pending() {
    return this.queue.list();
  }

  // A note replaces the one of the same resolution that nobody tried to send yet.
  async note(ag, resolution, address, body) {
    const mine = (await this.queue.list()).filter((envoi) => envoi.resolution === resolution);
    for (const envoi of mine) if (!envoi.tente || envoi.refus) await this.queue.remove(envoi.rang);
    const vue = this.results.get(resolution)?.version ?? 0;
    await this.queue.put({ ag, resolution, adresse: address, corps: body, vue, cle: newKey(), tente: false });
    await this.onChange();
    await this.replay();
  }

  async settle(envoi, keepMine) {
    await this.queue.remove(envoi.rang);
    if (keepMine) {
      const { ag, resolution, adresse, corps } = envoi;
      const vue = this.results.get(resolution)?.version ?? 0;
      await this.queue.put({ ag, resolution, adresse, corps, vue, cle: newKey(), tente: false });
    }
    await this.onChange();
    await this.replay();
  }

  async replay() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let envoi = await this.next(); envoi; envoi = await this.next()) {
        if (!(await this.send(envoi))) break;
      }
    } finally {
      this.busy = false;
      await this.onChange();
    }
  }

  // The first note that can leave; those of a resolution to settle wait for a person. Read afresh each time: a note
  // may have come, or the version it was made on may have moved, while the former one was on its way.
  async next() {
    const waiting = await this.queue.list();
    const held = new Set(waiting.filter((envoi) => envoi.conflit || envoi.refus).map((envoi) => envoi.resolution));
    return waiting.find((envoi) => !held.has(envoi.resolution));
  }

  // False when the network or the service is silent: the rest waits too.
  async send(envoi) {
    await this.queue.put({ ...envoi, tente: true });
    let response;
    try {
      response = await fetch(envoi.adresse, {
        method: "POST",
        headers: {
          "Content-Type": "application/json", Accept: "application/json",
          "X-CSRFToken": csrf(), "Idempotency-Key": envoi.cle,
        },
        body: JSON.stringify({ ...envoi.corps, version: envoi.vue }),
      });
    } catch {
      return this.silent("");
    }
    if (response.status >= 500 || response.status === 429) return this.silent("Le service ne répond pas.");
    this.online = true;
    this.message = "";
    if (response.ok) return this.done(envoi, await response.json());
    const problem = await response.json().catch(() => ({}));
    if (response.status === 401) return this.wait("Votre session a expiré : connectez-vous, rien n’est perdu.");
    if (problem.code === "JETON_CSRF") return (await renewToken()) ? this.send(envoi) : this.silent("");
    await this.queue.put({
      ...envoi, tente: true,
      ...(problem.code === "VERSION_PERIMEE" ? { conflit: problem.fautes ?? [] } : { refus: sayRefusal(problem) }),
    });
    await this.refresh();
    return true;
  }

  // Notes made after this one on the same resolution had not seen another version: theirs is now this one's.
  async done(envoi, result) {
    this.results.set(envoi.resolution, result);
    await this.queue.remove(envoi.rang);
    for (const later of await this.queue.list()) {
      if (later.resolution === envoi.resolution && later.vue === envoi.vue) {
        await this.queue.put({ ...later, vue: result.version });
      }
    }
    return true;
  }

  silent(message) {
    this.online = false;
    this.message = message;
    return false;
  }

  wait(message) {
    this.message = message;
    return false;
  }

  async refresh() {
    try {
      const response = await fetch(this.address, { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      for (const result of (await response.json()).resultats) {
        const known = this.results.get(result.resolution_id);
        if (!known || known.version <= result.version) this.results.set(result.resolution_id, result);
      }
    } catch {
      this.online = false;
    }
  }
}

const newKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint32Array(4))].join("-");

const csrf = () => document.querySelector('meta[name="csrf-token"]').content;

async function renewToken() {
  const page = await fetch(location.pathname, { cache: "reload" }).then((response) => response.text()).catch(() => "");
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector('meta[name="csrf-token"]');
  if (!fresh || fresh.content === csrf()) return false;
  document.querySelector('meta[name="csrf-token"]').content = fresh.content;
  return true;
}

function sayRefusal(problem) {
  const fautes = (problem.fautes ?? []).map((faute) => `${faute.ou} : ${faute.message}`);
  return [problem.detail ?? "Ce résultat est refusé.", ...fautes].join(" ");
}
