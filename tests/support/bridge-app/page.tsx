/**
 * The page of a small embedded app, written from Shopify's documentation alone: App Bridge's React
 * components over nothing else. The server half is `server.ts`.
 */
import { Modal, NavMenu, SaveBar, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

function App() {
  const shopify = useAppBridge();
  const [name, setName] = useState('Club');
  const [saved, setSaved] = useState('Club');
  const [isAsking, setAsking] = useState(false);
  const path = usePath();

  const save = () => {
    setSaved(name);
    shopify.toast.show(`Saved ${name}`);
  };
  return (
    <>
      <NavMenu>
        <a href="/" rel="home">
          Home
        </a>
        <a href="/members">Members</a>
        <a href="/settings">Settings</a>
      </NavMenu>
      <TitleBar title={path === '/' ? 'Home' : path.slice(1)}>
        <button variant="primary" onClick={() => setAsking(true)}>
          Ask
        </button>
      </TitleBar>
      <SaveBar open={name !== saved} discardConfirmation>
        <button variant="primary" onClick={save}></button>
        <button onClick={() => setName(saved)}></button>
      </SaveBar>
      <Modal open={isAsking} onHide={() => setAsking(false)}>
        <p style={{ padding: 16 }}>Shall we?</p>
        <TitleBar title="A question">
          <button variant="primary" onClick={() => setAsking(false)}>
            Yes
          </button>
        </TitleBar>
      </Modal>
      <h1>Club page {path}</h1>
      <label>
        Name of the club <input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <Tools />
      <form data-save-bar>
        <label>
          Motto <input name="motto" defaultValue="On we go" />
        </label>
      </form>
    </>
  );
}

/** What the admin's menu leads to, and back. */
function usePath(): string {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const go = (event: Event) => {
      const href = (event.target as HTMLElement).getAttribute('href') ?? '/';
      history.pushState(null, '', href);
      setPath(href);
    };
    const back = () => setPath(location.pathname);
    addEventListener('shopify:navigate', go);
    addEventListener('popstate', back);
    return () => {
      removeEventListener('shopify:navigate', go);
      removeEventListener('popstate', back);
    };
  }, []);
  return path;
}

function Tools() {
  const shopify = useAppBridge();
  const [said, setSaid] = useState('');
  const say = (words: Promise<string>) => void words.then(setSaid);
  return (
    <>
      <p>
        <button onClick={() => say(greet())}>Ask the server</button>
        <button onClick={() => say(pick(shopify))}>Pick products</button>
        <button onClick={() => say(who(shopify))}>Who am I</button>
        <button onClick={() => say(moreScopes(shopify))}>More scopes</button>
        <button onClick={() => say(direct())}>Ask Shopify</button>
        <button onClick={() => void shopify.modal.show('window')}>Open a window</button>
        <a href="shopify://admin/products">All products</a>
      </p>
      <Modal id="window" src="/members">
        <TitleBar title="Members in a window" />
      </Modal>
      <output>{said}</output>
    </>
  );
}

type Bridge = ReturnType<typeof useAppBridge>;

async function greet(): Promise<string> {
  return (await fetch('/api/shop')).text();
}

async function pick(shopify: Bridge): Promise<string> {
  const chosen = await shopify.resourcePicker({ type: 'product', multiple: 2 });
  return chosen ? chosen.map(({ title }) => title).join(', ') : 'nothing';
}

async function who(shopify: Bridge): Promise<string> {
  const { email } = await shopify.user();
  const { granted } = await shopify.scopes.query();
  return `${email} ${granted.join(' ')}`;
}

async function moreScopes(shopify: Bridge): Promise<string> {
  const { result, detail } = await shopify.scopes.request(['write_discounts']);
  return `${result} ${detail.granted.join(' ')}`;
}

async function direct(): Promise<string> {
  const answer = await fetch('shopify:admin/api/graphql.json', {
    method: 'POST',
    body: JSON.stringify({ query: '{ shop { name } }' }),
  });
  return answer.text();
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
