// GraphiQL for this server. Addresses are relative, so that it works behind a path prefix.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';

const place = document.getElementById('graphiql');
const url = new URL('graphql', window.location.href);
const subscriptionUrl = new URL('graphql/ws', window.location.href);
subscriptionUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';

createRoot(place).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url: url.href, subscriptionUrl: subscriptionUrl.href })}
    defaultQuery={place.dataset.firstQuery}
    defaultEditorToolsVisibility="variables"
    shouldPersistHeaders={false}
  />,
);
