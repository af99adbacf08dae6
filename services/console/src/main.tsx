import './theme/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { whenNoScriptCame } from './app/page-scripts';
import { applyTheme } from './theme/theme';

applyTheme();
whenNoScriptCame(window);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
