// Element Plus by component; what is not named here is not shipped.
import 'element-plus/es/components/base/style/css';
import 'element-plus/es/components/button/style/css';
import 'element-plus/es/components/dialog/style/css';
import 'element-plus/es/components/input/style/css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import './base.css';
