import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, createAppState } from './App';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('The page lacks its root element.');
}
createRoot(root).render(
  <StrictMode>
    <App {...createAppState()} />
  </StrictMode>,
);
